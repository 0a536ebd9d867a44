"""Stories in and out as JSON lines: `import_articles` and `export_articles`. The format: docs/importing.md.

In: files → fields (a line becomes an `Item`, or a reason why not) → batches → settling → `articles.bulk`.
"""

from articles.actors import Command

IMPORT = Command("import_articles")
