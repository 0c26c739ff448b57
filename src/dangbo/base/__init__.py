"""The ground everything stands on: words, documents, findings and errors, text, vocabularies, figures, records.

```
envelope           JSON: what every document says of itself, and the shapes inside
told               what is told, or read, as a document, also by pydantic
words              a text in both languages, and the languages there are
errors, legacy     what is raised; text of old fonts
places             where something stands: rows, fields, arguments, in both languages
  findings         what a check reports: codes, severities; their words in the catalogue, a file for each area
    text           one spelling, search keys, order, numbers, days and counts as people write them
      terms        closed vocabularies with labels in Vietnamese and English
        records    what records are made of, and how they refuse what does not fit
          json_records records as plain JSON values and back, and their JSON Schema
          documents    how what is read as a document is written
          clauses      papers and clauses where such a document holds them
          validation   what pydantic and FastAPI say, as findings
          citations    papers, clauses, how well a text is known
          figures      shares, ratios, points: exact, and as printed
            reading    readers of what a function is given: counts, years, ids, choices, percentages
            collection results in an order, looked up by id
            frames     what has columns, as a data frame
            results    what results have in common: sentences with their source, percentages as rules print them
```
"""
