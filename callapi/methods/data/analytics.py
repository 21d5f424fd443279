"""Columns of the original's analytics: asked for by clients, and empty (spec 2.15)."""

import re
from typing import Final

EMPTY_LISTS: Final = (
    *("visitor_custom_properties", "segments", "attributes", "recognized_text"),
)
EMPTY: Final = re.findall(
    r"\w+",
    """
    communication_page_url ua_client_id ym_client_id sale_date sale_cost
    search_query search_engine referrer_domain referrer entrance_page gclid yclid
    ymclid ef_id channel site_domain_name site_id campaign_name campaign_id
    visit_other_campaign visitor_id person_id visitor_type visitor_session_id
    visits_count visitor_first_campaign_id visitor_first_campaign_name visitor_city
    visitor_region visitor_country visitor_device utm_source utm_medium utm_term
    utm_content utm_campaign utm_referrer openstat_ad openstat_campaign
    openstat_service openstat_source eq_utm_source eq_utm_medium eq_utm_term
    eq_utm_content eq_utm_campaign eq_utm_referrer eq_utm_expid source_id
    source_name source_new channel_new channel_code
    """,
)
