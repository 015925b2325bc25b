"""Charts: pure functions from tables to Altair charts; no files, no widgets."""

from workbook.charts.actors import mentions
from workbook.charts.card import actor_card
from workbook.charts.events import timeline
from workbook.charts.network import with_whom
from workbook.charts.maps import places
from workbook.charts.theme import use_offline_renderer

__all__ = ["actor_card", "mentions", "places", "timeline", "use_offline_renderer", "with_whom"]

use_offline_renderer()  # Altair's own renderers all ask the network in JupyterLab
