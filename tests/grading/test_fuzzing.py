"""Any bytes at all: readers of foreign data raise nothing but what they declare."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.grading.fuzzing import TARGETS

pieces = st.binary(max_size=8) | st.sampled_from([b"\0", b"\xff" * 4, b"[", b'"', b"GDw1", b"PK\x01\x02", b"\n# %%\n"])


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Sound examples with some bytes exchanged, left out or added, and bytes that never were sound."""
    target = TARGETS[name]
    sound = bytearray(data.draw(st.sampled_from(target.seeds)))
    for _ in range(data.draw(st.integers(0, 4))):
        position = data.draw(st.integers(0, len(sound)))
        sound[position : position + data.draw(st.integers(0, 5))] = data.draw(pieces)
    target.run(bytes(sound) if data.draw(st.booleans()) else data.draw(st.binary(max_size=200)))
