"""Repair: functions with a mistake of the catalogue in them, for a student to mend and to name.

    pool  ->  draw  ->  handout          which mistakes suit, one student's, and the file `repair.py`
    handed_in  ->  marking               what came back, and what it is worth

Everything is drawn from the student's name and the course's seed; nothing is kept. What a student wrote is run in the
sandbox as every other hand-in is; the name of the mistake is read as text, and never carried out.
"""
