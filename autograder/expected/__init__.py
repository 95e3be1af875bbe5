"""Carries rules out exactly: expected values, known wrong answers, worked steps, and where they are kept.

From here: `lookup.key_for`, `lookup.variants_for` and `lookup.faults_for`, `worked.explain`, `landscape.describe`,
`printed`. It may use catalogue, symbolic and `sandbox.trusted`. SymPy is loaded only where something is derived.
"""
