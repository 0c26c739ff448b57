"""What `python -m dangbo` does, a file for each command; the parser is `dangbo.__main__`.

```
demo    the journey through a city, on a terminal and as a page       terminal   words and tables in 80 columns
```
"""
