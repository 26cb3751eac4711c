import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from policytext.statistics import weighting as w
from policytext.statistics.weighting import TermCounts


@pytest.fixture(scope="module")
def matrix() -> np.ndarray:
    """A thousand cells of counts, most of them 0, as in texts."""
    return np.random.default_rng(2).poisson(0.6, (20, 50)).astype(float)


def test_the_smooth_variant_with_unit_rows_is_that_of_scikit_learn_to_twelve_digits(
    matrix: np.ndarray,
) -> None:
    theirs = TfidfTransformer().fit_transform(matrix).toarray()

    ours = w.unit_rows(w.tf_idf_smooth(TermCounts.from_matrix(matrix)))
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_the_sublinear_variant_is_scikit_learns_damping_with_our_own_idf(
    matrix: np.ndarray,
) -> None:
    # scikit-learn's unsmoothed idf adds 1 and both its logarithms are natural.
    idf = TfidfTransformer(smooth_idf=False).fit(matrix).idf_ - 1
    damped = np.where(matrix > 0, 1 + np.log10(np.maximum(matrix, 1)), 0)

    ours = w.tf_idf_sublinear(TermCounts.from_matrix(matrix))
    np.testing.assert_allclose(ours, damped * idf / np.log(10), rtol=1e-12, atol=1e-15)


def test_variants_of_one_idf_differ_by_their_stated_factor(matrix: np.ndarray) -> None:
    counts = TermCounts.from_matrix(matrix)
    plain = w.tf_idf(counts)

    np.testing.assert_allclose(w.tf_idf_log10(counts) * np.log(10), plain, rtol=1e-12)
    np.testing.assert_allclose(w.tf_idf_relative(counts) * counts.size, plain, rtol=1e-12)


def test_bm25_is_its_formula_cell_by_cell(matrix: np.ndarray) -> None:
    counts = TermCounts.from_matrix(matrix)
    ours, original = w.bm25(counts, k1=1.5, b=0.4), w.bm25_robertson(counts, k1=1.5, b=0.4)

    sizes = matrix.sum(axis=1)
    for document, feature in np.argwhere(matrix > 0)[::7]:
        tf, df = matrix[document, feature], np.count_nonzero(matrix[:, feature])
        allowance = 1 - 0.4 + 0.4 * sizes[document] / sizes.mean()
        part = tf * 2.5 / (tf + 1.5 * allowance)
        odds = (20 - df + 0.5) / (df + 0.5)
        assert ours[document, feature] == pytest.approx(part * np.log(1 + odds), rel=1e-12)
        assert original[document, feature] == pytest.approx(part * np.log(odds), rel=1e-12)


@pytest.mark.parametrize("name", w.MEASURES)
def test_the_cells_of_a_sparse_matrix_weigh_what_those_of_a_dense_one_do(
    name: str, matrix: np.ndarray
) -> None:
    sparse = csr_array(matrix)
    dense = TermCounts.from_matrix(matrix)
    rows = np.repeat(np.arange(20), np.diff(sparse.indptr))
    cells = TermCounts(
        sparse.data,
        size=matrix.sum(axis=1)[rows],
        document_frequency=(matrix > 0).sum(axis=0)[sparse.indices],
        documents=20,
        mean_size=dense.mean_size,
    )

    weights = csr_array((w.MEASURES[name](cells), sparse.indices, sparse.indptr), sparse.shape)
    np.testing.assert_array_equal(weights.toarray(), w.MEASURES[name](dense))


@pytest.mark.parametrize("name", w.MEASURES)
def test_a_count_of_zero_weighs_nothing_and_an_unknown_feature_is_undefined(name: str) -> None:
    weights = w.MEASURES[name](TermCounts.from_matrix([[3, 0, 0], [1, 2, 0]]))

    assert weights[0, 1] == 0
    assert np.isnan(weights[:, 2]).all()


def test_a_feature_of_all_documents_weighs_nothing_but_in_the_smooth_variants() -> None:
    everywhere = TermCounts.from_matrix([[3], [1]])
    weigh_it = {name for name, measure in w.MEASURES.items() if np.any(measure(everywhere) > 0)}

    assert weigh_it == {"tf_idf_smooth", "bm25"}
    assert np.all(w.bm25_robertson(everywhere) < 0)


def test_repetition_counts_less_and_less_and_long_documents_less() -> None:
    in_one = TermCounts.from_matrix([[1, 99], [2, 98], [100, 0]])
    once, twice, often = w.bm25(in_one, b=0)[:, 0]
    short, long = w.bm25(TermCounts.from_matrix([[2, 0, 1], [2, 500, 0]]))[:, 0]

    assert twice - once > (often - twice) / 98
    assert short > long


def test_an_empty_document_has_no_relative_frequency() -> None:
    weights = w.tf_idf_relative(TermCounts.from_matrix([[3, 1], [0, 0]]))

    assert np.isnan(weights).tolist() == [[False, False], [True, True]]
