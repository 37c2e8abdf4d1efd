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
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "render" -d 'Make videos and pictures from briefs and templates'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "validate" -d 'Check a brief or a template folder without rendering'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "new" -d 'Write a brief or a template to start from'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "doctor" -d 'Say what this machine has and what is missing'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "jobs" -d 'Look into the job log'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "brief" -d 'Render a video from a content brief'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "batch" -d 'Render many videos, from many briefs or from a table'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "explainer" -d 'Make an explainer video from a title and topics'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "still" -d 'Render one frame of a brief, or a contact sheet, as PNG'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "static-ad" -d 'Render a static ad from a template'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "ad-template" -d 'Render an ad template with its variants at every size'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "templates" -d 'List the ad templates and what each takes'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "formats" -d 'List the video formats and what each can show'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l brief -d 'The brief: a JSON or YAML file, - for standard input, a URL, or the object itself [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l quality -d 'Half size and fast, or the brief\'s full size [default: production]' -r -f -a "preview\t'Half size, for looking at while working'
production\t'The brief\'s size'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l output-format -d 'Container; webm and gif need FFmpeg [default: mp4]' -r -f -a "mp4\t'H.264 and AAC in MP4'
webm\t'VP9 and Opus; needs FFmpeg'
mov\t'H.264 and AAC in QuickTime'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l frames -d 'Only these frames, first and last: 0-89' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l missing-assets -d 'What to do when a file that the brief names is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l media-root -d 'Further folders that the brief\'s relative paths may lie in [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l offline -d 'Fetch nothing; URLs count as missing files [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l encoder -d 'Who encodes [default: auto]' -r -f -a "auto\t'The built-in one where it can make the format, else FFmpeg'
builtin\t'OpenH264 in this program: fastest, needs nothing'
ffmpeg\t'x264 and others by an FFmpeg that is installed: smaller files'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l preset -d 'Preset of x264 (with --encoder ffmpeg), ultrafast to veryslow [default: veryfast]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l crf -d 'Constant quality of FFmpeg\'s encoder; x264: 0 best to 51 [default: 18] [0 to 63]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l seed -d 'Seed of everything that looks random; the same seed gives the same frames [at least 0] [default: 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l videos -d 'Briefs: files, URLs or objects [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l brief -d 'One brief with {{placeholders}}, for --table [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l table -d 'CSV with a header row, or JSON lines; each row fills the placeholders of --brief' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l output-dir -d 'Where the videos go [default: the output folder of the settings]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l max-concurrent -d 'Videos rendered at once; each uses all cores by itself [1 to 16] [default: 1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l quality -d 'Half size and fast, or the briefs\' full size [default: production]' -r -f -a "preview\t'Half size, for looking at while working'
production\t'The brief\'s size'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l output-format -d 'Container; webm and gif need FFmpeg [default: mp4]' -r -f -a "mp4\t'H.264 and AAC in MP4'
webm\t'VP9 and Opus; needs FFmpeg'
mov\t'H.264 and AAC in QuickTime'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l missing-assets -d 'What to do when a file that a brief names is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l offline -d 'Fetch nothing; URLs count as missing files [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s o -l output -d 'Write into this folder' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l title -d 'Title of the video [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l subtitle -d 'Line under the title' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l topics -d 'Topics: headings, or objects {"heading", "body", "bullets", "icon"} [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l script -d 'A text instead of topics (or @file): paragraphs become topics, their first sentence the heading' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l format -d 'Video format [default: explainer_v1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l theme -d 'Theme: dark, light, neon, minimal or custom [default: dark]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l duration-per-topic -d 'Seconds for each topic [default: by the length of its text] [1.0 to 120.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l call-to-action -d 'Call to action at the end' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l size -d 'Size of the video in pixels [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l quality -d 'Half size and fast, or full size [default: production]' -r -f -a "preview\t'Half size, for looking at while working'
production\t'The brief\'s size'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l output-format -d 'Container; webm and gif need FFmpeg [default: mp4]' -r -f -a "mp4\t'H.264 and AAC in MP4'
webm\t'VP9 and Opus; needs FFmpeg'
mov\t'H.264 and AAC in QuickTime'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l brief -d 'The brief: a JSON or YAML file, - for standard input, a URL, or the object itself [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l at -d 'Moments in seconds; one gives a picture, several a contact sheet [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l sheet -d 'A contact sheet of this many moments, spread over the video [1 to 100]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l columns -d 'Columns of a contact sheet [default: 5] [1 to 20]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l scale -d 'Factor on the brief\'s size [default: 1, or 0.3 for a contact sheet] [0.05 to 2.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l missing-assets -d 'What to do when a file that the brief names is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l media-root -d 'Further folders that the brief\'s relative paths may lie in [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l offline -d 'Fetch nothing; URLs count as missing files [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l seed -d 'Seed of everything that looks random [at least 0] [default: 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l template-id -d 'Id of a built-in ad template; `render templates` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l template -d 'A template of your own: a file, or the object itself [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l bindings -d 'Your words and pictures: {"text": {...}, "assets": {...}} [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l size -d 'Size in pixels [default: the template\'s own] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l sizes -d 'Several sizes; each gets a file of its own [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l format -d 'File format [default: png]' -r -f -a "png\t'Lossless'
jpg\t'Small, without transparency'
webp\t'Smaller'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l quality -d 'Quality of jpg and webp [1 to 100] [default: 90]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l missing-assets -d 'What to do when a picture is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l offline -d 'Fetch nothing; URLs count as missing [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l template -d 'The template as ad designers export it: a file, a built-in id, or the object itself [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l variants -d 'Variants: a variants file, or the object itself [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l only -d 'Only these variants, by id [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l bindings -d 'Your words and pictures under those of the variants [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l sizes -d 'Sizes in pixels [default: the template\'s own] [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l format -d 'File format [default: png]' -r -f -a "png\t'Lossless'
jpg\t'Small, without transparency'
webp\t'Smaller'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l quality -d 'Quality of jpg and webp [1 to 100] [default: 90]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l missing-assets -d 'What to do when a picture is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l offline -d 'Fetch nothing; URLs count as missing [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -s o -l output -d 'Write into this folder' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "brief" -d 'Render a video from a content brief'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Render many videos, from many briefs or from a table'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "explainer" -d 'Make an explainer video from a title and topics'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "still" -d 'Render one frame of a brief, or a contact sheet, as PNG'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "static-ad" -d 'Render a static ad from a template'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "ad-template" -d 'Render an ad template with its variants at every size'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "templates" -d 'List the ad templates and what each takes'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "formats" -d 'List the video formats and what each can show'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l subject -d 'A brief (file, - or URL), or a template folder [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l offline -d 'Fetch nothing; URLs are not looked at [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l path -d 'The file to write: my-video.yaml [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l format -d 'Its format [default: explainer_v1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l overwrite -d 'Replace a file that exists [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l id -d 'Id of the format: `my_format_v1` [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l path -d 'Template folder; use it with --template-dir [default: templates]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l from -d 'Built-in format to start from [default: explainer_v1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -s h -l help -d 'Print help'
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "render" -d 'Make videos and pictures from briefs and templates'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "validate" -d 'Check a brief or a template folder without rendering'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "new" -d 'Write a brief or a template to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "doctor" -d 'Say what this machine has and what is missing'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "jobs" -d 'Look into the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render validate new doctor jobs config generate exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "brief" -d 'Render a video from a content brief'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "batch" -d 'Render many videos, from many briefs or from a table'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "explainer" -d 'Make an explainer video from a title and topics'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "still" -d 'Render one frame of a brief, or a contact sheet, as PNG'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "static-ad" -d 'Render a static ad from a template'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "ad-template" -d 'Render an ad template with its variants at every size'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "templates" -d 'List the ad templates and what each takes'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "formats" -d 'List the video formats and what each can show'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from new" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from new" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show all settings; secrets are masked'
