"""Puts the outputs of executed notebooks into the notebooks that are committed.

    notebooks/launch --execute && python3 notebooks/jupyter/keep.py

Pictures of cells with the tag pictures-not-kept stay out: they show data that others made.
"""
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent

for executed in sorted((HERE / "target" / "executed").glob("*.ipynb")):
    notebook = json.loads(executed.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)  # times of day say nothing to a reader and change with every run
        if "pictures-not-kept" in cell["metadata"].get("tags", []):
            cell["outputs"] = [o for o in cell["outputs"] if "image/png" not in o.get("data", {})]
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    (HERE / executed.name).write_text(text, encoding="utf-8")
    print("kept the outputs of", executed.name)
