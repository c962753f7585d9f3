"""What hangs together is found as scipy finds it, however long the chain."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.ledger.judging import law
from xlplan.reconcile.linked import linked

COUNT = 12
LINKS = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)), max_size=20)


@law
@given(LINKS)
def test_each_is_given_the_first_of_those_it_hangs_together_with(links: list[tuple[int, int]]) -> None:
    one, other = np.array(links, dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(links)), (one, other)), shape=(COUNT, COUNT))
    labels = connected_components(graph, directed=False)[1]
    assert linked(one, other, COUNT).tolist() == [labels.tolist().index(label) for label in labels]


def test_a_long_chain_in_any_order_takes_no_minutes() -> None:
    chain = np.random.default_rng(1).permutation(200_000)
    assert not linked(chain[:-1], chain[1:], len(chain)).any()
