"""Questions whose answers are computed: variants for each student, sheets, and marking that understands mistakes.

From here: `questions.questions_of`, `variants.item_for`, `sheets.read_sheet`, `marking.mark`. It may use expected,
catalogue and symbolic. SymPy is loaded only where a variant is derived that is not in the cache.
"""
