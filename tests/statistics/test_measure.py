import subprocess
import sys

import numpy as np

from policytext.statistics.measure import Measure, by_name


def test_calling_a_measure_calls_its_formula_with_all_options() -> None:
    scaled = Measure("scaled", lambda x, *, by: np.asarray(x) * by, "larger", "by hand")

    assert scaled([1.0, 2.0], by=3).tolist() == [3, 6]


def test_a_table_of_measures_is_keyed_by_name() -> None:
    one, two = (Measure(name, np.asarray, "more", "by hand") for name in ("one", "two"))

    assert by_name(one, two) == {"one": one, "two": two}


def test_no_table_of_measures_costs_the_import_of_scipy() -> None:
    modules = ["keyness", "dispersion", "distances", "association", "diversity", "weighting"]
    modules += ["divergence", "intervals", "corrections", "permutation"]
    imports = "; ".join(f"import policytext.statistics.{module}" for module in modules)
    slow = "{'scipy', 'pandas', 'sklearn', 'matplotlib'}"

    subprocess.run(
        [sys.executable, "-c", f"{imports}; import sys; assert not {slow} & set(sys.modules)"],
        check=True,
    )
