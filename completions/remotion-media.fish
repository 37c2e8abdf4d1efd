# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_remotion_media_global_optspecs
    string join \n json json-stream q/quiet no-log no-color timeout= config= set= h/help V/version
end

function __fish_remotion_media_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_remotion_media_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_remotion_media_using_subcommand
    set -l cmd (__fish_remotion_media_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c remotion-media -n "__fish_remotion_media_needs_command" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s V -l version -d 'Print version'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "jobs" -d 'Look into the job log'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l status -d 'Only with this status' -r -f -a "queued\t''
processing\t''
completed\t''
failed\t''
cancelled\t''
timeout\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l type -d 'Only of this capability (render.brief) or group (render)' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l since -d 'Only since then: 2h, 7d, or 2026-01-31T12:00:00Z' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l limit -d 'At most so many [default: 50]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l cursor -d 'Go on where a page ended' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l days -d 'Keep this many days; retention_days if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -f -a "show" -d 'Show all settings; secrets are masked'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Show where each value came from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show all settings; secrets are masked'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l check -d 'Only say what is stale, and fail if anything is'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from jobs config generate exit-codes help" -f -a "jobs" -d 'Look into the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from jobs config generate exit-codes help" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from jobs config generate exit-codes help" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from jobs config generate exit-codes help" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from jobs config generate exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show all settings; secrets are masked'
