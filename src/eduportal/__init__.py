"""One portal for the education of a province: the Sở, its offices, every school, every class."""

import warnings

# Pyramid 1.10 and SubstanceD need pkg_resources; setuptools is pinned for it (docs/adr/0006), so the warning says
# nothing that an operator could act on.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
