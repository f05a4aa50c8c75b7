-- Lists of installed software handed in before only their hash and size were kept: erased, and overwritten where they lay.
-- What an earlier step left behind in free pages goes with the next `osk-scan backup`, whose copy has none.
PRAGMA secure_delete = ON;
UPDATE document SET content = NULL WHERE content IS NOT NULL AND id IN (
    SELECT document FROM inventory WHERE dropped_columns <> '[]' OR format IN (
        'ansible_package_facts', 'apk_installed', 'apk_list', 'apt_list', 'brew_info_json', 'brew_list', 'choco_list',
        'conda_list_json', 'csv_table', 'defender_software_csv', 'defender_software_json', 'dnf_list', 'dpkg_list',
        'dpkg_query', 'dpkg_selections', 'dpkg_status', 'flatpak_list', 'fusion_inventory', 'glpi_inventory',
        'intune_apps_csv', 'intune_apps_json', 'ods_table', 'osquery_json', 'pacman_info', 'pacman_list',
        'pip_list_columns', 'pip_list_json', 'rpm_list', 'rpm_query', 'sccm_programs_csv', 'snap_list', 'swid_tag',
        'system_profiler_json', 'windows_programs_csv', 'winget_export', 'winget_list', 'xlsx_table', 'zypper_list'
    )
);
