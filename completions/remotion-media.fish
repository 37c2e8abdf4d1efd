# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_remotion_media_global_optspecs
    string join \n json json-stream q/quiet no-log no-color timeout= config= set= server= local detach idempotency-key= priority= h/help V/version
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
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -s V -l version -d 'Print version'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "render" -d 'Make videos and pictures from briefs and templates'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "tts" -d 'Speak text'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "audio" -d 'Mix, level and find sound and music'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "validate" -d 'Check a brief or a template folder without rendering'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "new" -d 'Write a brief or a template to start from'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "models" -d 'Install and check what is too large to be in the program'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "usage" -d 'Show what providers were paid for'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "doctor" -d 'Say what this machine has and what is missing'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "serve" -d 'Offer everything over HTTP, with a queue that survives restarts'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "jobs" -d 'Look into the job log; cancel, retry and follow a service\'s jobs'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "webhooks" -d 'Look at webhooks, send them again, receive them'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "audit" -d 'Show the API calls that the service of this data folder answered'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and not __fish_seen_subcommand_from brief batch explainer still static-ad ad-template templates formats help" -l detach -d 'With a service: submit, print the job and do not wait'
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l brief -d 'The brief: a JSON or YAML file, - for standard input, a URL, or the object itself [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l quality -d 'Half size and fast, or the brief\'s full size [default: production]' -r -f -a "preview\t'Half size, for looking at while working'
production\t'The brief\'s size'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l output-format -d 'Container; webm and gif need FFmpeg [default: mp4]' -r -f -a "mp4\t'H.264 and AAC in MP4'
webm\t'VP9 and Opus; needs FFmpeg'
mov\t'H.264 and AAC in `QuickTime`'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l frames -d 'Only these frames, first and last: 0-89' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l missing-assets -d 'What to do when a file that the brief names is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l media-root -d 'Further folders that the brief\'s relative paths may lie in [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l offline -d 'Fetch nothing; URLs count as missing files [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l encoder -d 'Who encodes [default: auto]' -r -f -a "auto\t'The built-in one where it can make the format, else FFmpeg'
builtin\t'`OpenH264` in this program: fastest, needs nothing'
ffmpeg\t'x264 and others by an FFmpeg that is installed: smaller files'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l preset -d 'Preset of x264 (with --encoder ffmpeg), ultrafast to veryslow [default: veryfast]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l crf -d 'Constant quality of FFmpeg\'s encoder; x264: 0 best to 51 [default: 18] [0 to 63]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l voiceover -d 'Whether sections are spoken, by the voice of this machine [default: off]' -r -f -a "off\t'Only the sound files that the brief names are heard'
auto\t'Sections are spoken and become as long as that takes; music steps back'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l captions -d 'Captions of what is spoken: none, a file beside the video, or written into it [default: off]' -r -f -a "off\t'Nothing'
srt\t'Files beside the video, `.srt` and `.vtt`'
burned\t'Written into the video, and the files as well'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l caption-style -d 'Looks of burned captions: clean, bold, tiktok, karaoke, boxed [default: the brief\'s, else clean]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l caption-platform -d 'Whose buttons burned captions keep clear of: tiktok, instagram, youtube, none [default: the format\'s]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l caption-file -d 'Words of a voice that was made elsewhere: an SRT or VTT file, or JSON with words as `tts generate` answers' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l seed -d 'Seed of everything that looks random; the same seed gives the same frames [at least 0] [default: 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from brief" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l videos -d 'Briefs: files, URLs or objects [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l brief -d 'One brief with {{placeholders}}, for --table [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l table -d 'CSV with a header row, or JSON lines; each row fills the placeholders of --brief' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l output-dir -d 'Where the videos go [default: the output folder of the settings]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l max-concurrent -d 'Videos rendered at once; each uses all cores by itself [1 to 16] [default: 1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l quality -d 'Half size and fast, or the briefs\' full size [default: production]' -r -f -a "preview\t'Half size, for looking at while working'
production\t'The brief\'s size'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l output-format -d 'Container; webm and gif need FFmpeg [default: mp4]' -r -f -a "mp4\t'H.264 and AAC in MP4'
webm\t'VP9 and Opus; needs FFmpeg'
mov\t'H.264 and AAC in `QuickTime`'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l missing-assets -d 'What to do when a file that a brief names is not there [default: fail]' -r -f -a "fail\t'It is an error'
placeholder\t'A placeholder is shown (silence for sound), with a warning'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l voiceover -d 'Whether sections are spoken, by the voice of this machine [default: off]' -r -f -a "off\t'Only the sound files that the brief names are heard'
auto\t'Sections are spoken and become as long as that takes; music steps back'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l captions -d 'Captions of what is spoken: none, a file beside the video, or written into it [default: off]' -r -f -a "off\t'Nothing'
srt\t'Files beside the video, `.srt` and `.vtt`'
burned\t'Written into the video, and the files as well'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l caption-style -d 'Looks of burned captions: clean, bold, tiktok, karaoke, boxed [default: the brief\'s, else clean]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l caption-platform -d 'Whose buttons burned captions keep clear of: tiktok, instagram, youtube, none [default: the format\'s]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l offline -d 'Fetch nothing; URLs count as missing files [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s o -l output -d 'Write into this folder' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
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
mov\t'H.264 and AAC in `QuickTime`'
gif\t'Endless and silent; needs FFmpeg'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l voiceover -d 'Whether sections are spoken, by the voice of this machine [default: off]' -r -f -a "off\t'Only the sound files that the brief names are heard'
auto\t'Sections are spoken and become as long as that takes; music steps back'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l captions -d 'Captions of what is spoken: none, a file beside the video, or written into it [default: off]' -r -f -a "off\t'Nothing'
srt\t'Files beside the video, `.srt` and `.vtt`'
burned\t'Written into the video, and the files as well'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l caption-style -d 'Looks of burned captions: clean, bold, tiktok, karaoke, boxed [default: the brief\'s, else clean]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l caption-platform -d 'Whose buttons burned captions keep clear of: tiktok, instagram, youtube, none [default: the format\'s]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from explainer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from still" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from static-ad" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from ad-template" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from templates" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand render; and __fish_seen_subcommand_from formats" -l detach -d 'With a service: submit, print the job and do not wait'
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "generate" -d 'Speak a text, with the time of every word'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "voice-clone" -d 'Speak a text with the voice of a recording'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "multi-language" -d 'Speak a text in several languages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "voices" -d 'List voices: those of this program, and those made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "voice-create" -d 'Make a voice from one to five recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "voice" -d 'Show a voice made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "voice-delete" -d 'Delete a voice made from recordings, here and at vendors that have learnt it'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "providers" -d 'List who can speak, what each can do, and what is missing'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and not __fish_seen_subcommand_from generate voice-clone multi-language voices voice-create voice voice-delete providers help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l text -d 'What is said, up to 100,000 characters' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l ssml -d 'What is said, as markup (SSML: break, sub, say-as, p, s) instead of text' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l provider -d 'Who speaks; auto takes the first of TTS_PROVIDERS that is set up and works [default: local]' -r -f -a "local\t''
auto\t''
elevenlabs\t''
openai\t''
huggingface\t''
modal\t''
indextts2\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l voice-id -d 'Which of the provider\'s voices [default: the configured one]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l voice-profile-id -d 'A voice made from recordings, by id or name, instead; see `tts voice-create`' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l model -d 'Which of the provider\'s models [default: the configured one]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l language -d 'The language [default: by the script of the text, else en]' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l speed -d 'Factor on the pace [0.5 to 2.0] [default: 1.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l emotion -d 'How it is said: happy, sad, angry, excited, calm … as far as the provider can' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l emotion-weight -d 'How much of the emotion [0.0 to 1.0] [default: 1.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l options -d 'Fine settings, as far as the provider knows them [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l timestamps -d 'Whether the result has the time of every word [default: true]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l loudness-lufs -d 'Integrated loudness in LUFS (EBU R128) [default: as the voice speaks] [-40.0 to -5.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l seed -d 'Seed of what is by chance in a voice; the same one gives the same speech where that is possible [at least 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l text -d 'What is said, up to 100,000 characters [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l voice-reference-url -d 'A recording of the voice, 3 to 30 s, of nobody else [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l model -d 'What speaks: IndexTTS-2, a server that clones by OpenAI\'s protocol (xtts), or a vendor [default: indextts2]' -r -f -a "indextts2\t''
xtts\t''
elevenlabs\t''
modal\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l language -d 'The language [default: by the script of the text, else en]' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l emotion -d 'How it is said: neutral, happy, sad, angry, excited … as far as the model can' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l emotion-weight -d 'How much of the emotion [0.0 to 1.0] [default: 0.8]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l speed -d 'Factor on the pace [0.5 to 2.0] [default: 1.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l loudness-lufs -d 'Integrated loudness in LUFS (EBU R128) [default: as the voice speaks] [-40.0 to -5.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-clone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l text -d 'What is said in each language; see `translate`' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l texts -d 'What is said, by language, instead: {"en": "…", "fr": "…"} [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l languages -d 'The languages [default: those of texts] [default: []] [JSON or @file]' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l translate -d 'Whether the text is translated first, by the language model of OPENAI_BASE_URL [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l source-language -d 'The language that the text is in, when it is translated [default: by its script, else en]' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l provider -d 'Who speaks; auto takes the first of TTS_PROVIDERS that is set up and works [default: local]' -r -f -a "local\t''
auto\t''
elevenlabs\t''
openai\t''
huggingface\t''
modal\t''
indextts2\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l speed -d 'Factor on the pace [0.5 to 2.0] [default: 1.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l output-format -d 'The files\' format [default: mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -s o -l output -d 'Write into this folder' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from multi-language" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l language -d 'Only voices of this language' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voices" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l name -d 'What the voice is called; unique [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l reference-urls -d 'Recordings of the voice, 3 to 30 s each, of nobody else [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l description -d 'What it is like' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l language -d 'The language of the recordings' -r -f -a "en\t'English'
es\t'Spanish'
fr\t'French'
de\t'German'
ja\t'Japanese'
ko\t'Korean'
pt\t'Portuguese (Brazil)'
zh\t'Chinese (Mandarin)'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l id -d 'Its id or name [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l id -d 'Its id or name [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from voice-delete" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from providers" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Speak a text, with the time of every word'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "voice-clone" -d 'Speak a text with the voice of a recording'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "multi-language" -d 'Speak a text in several languages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "voices" -d 'List voices: those of this program, and those made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "voice-create" -d 'Make a voice from one to five recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "voice" -d 'Show a voice made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "voice-delete" -d 'Delete a voice made from recordings, here and at vendors that have learnt it'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "providers" -d 'List who can speak, what each can do, and what is missing'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand tts; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "mix" -d 'Mix voices, music and effects to one sound'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "duck" -d 'Lay music under a voice and turn it down while the voice speaks'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "sfx" -d 'Place sound effects on a sound or a video'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "effects" -d 'List the built-in sound effects'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "music-search" -d 'Find music, with its licence and whom to name'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "music-generate" -d 'Compose and play music in a mood and a genre'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "music-styles" -d 'List the moods and genres that music can be composed in'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and not __fish_seen_subcommand_from mix duck sfx effects music-search music-generate music-styles help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l tracks -d 'The sounds, each a JSON object with at least a url; see the example [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l ducking -d 'How music steps back under voiceovers, a JSON object: how far and how fast, or not at all [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l loudness-lufs -d 'Integrated loudness in LUFS (EBU R128): -14 for social media, -23 for broadcast [-40.0 to -5.0] [default: -14.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l keep-level -d 'Leave the loudness as it is; only peaks are held [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l duration-seconds -d 'Length in seconds [default: to the end of the last track that does not loop] [0.01 to 14400.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from mix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l voice -d 'The voice: a sound file, or a video with sound [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l music -d 'The music; it starts over until the voice ends [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l duck-to -d 'Factor on the music under speech; 0.25 is 12 dB down [0.001 to 1.0] [default: 0.25]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l threshold-db -d 'Level in dBFS above which the voice counts as speech [default: 30 dB below its loudest] [-80.0 to 0.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l attack-ms -d 'Milliseconds in which the music goes down [0.0 to 10000.0] [default: 120.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l release-ms -d 'Milliseconds in which it comes back [0.0 to 10000.0] [default: 400.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l look-ahead-ms -d 'Milliseconds before the first syllable at which it is down [0.0 to 5000.0] [default: 50.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l music-volume -d 'Factor on the music where nobody speaks [0.0 to 4.0] [default: 1.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l loudness-lufs -d 'Integrated loudness of the whole in LUFS (EBU R128) [default: as it comes] [-40.0 to -5.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from duck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l input -d 'The sound or video they are placed on; none with `prompt` alone, which makes one effect' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l events -d 'The effects, each a JSON object with `sfx_id` (or `prompt`) and a time or frame [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l policy -d 'Place effects by this policy: subtle, balanced or energetic' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l sections -d 'The sections that the policy goes by, each {"kind", "start", "end", "title"?} [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l music -d 'Music that is heard, for the policy to place effects on its beats' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l manifest -d 'Your own effects: a manifest (YAML or JSON) with the files beside it' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l prompt -d 'An effect in words, made by a provider (ELEVENLABS_API_KEY); it is the result itself' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l duration-seconds -d 'Its length in seconds [default: what the provider finds right] [0.5 to 30.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l fps -d 'Frames per second that frames of events are counted in [1.0 to 240.0] [default: 30.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l keep-video -d 'Whether the result is the video with its new sound (needs FFmpeg) [default: what -o ends in]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l loudness-lufs -d 'Integrated loudness of the whole in LUFS (EBU R128) [default: as it comes] [-40.0 to -5.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l seed -d 'Seed of the noise and the small chances in effects, and of the policy\'s choices [at least 0] [default: 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from sfx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from effects" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l query -d 'Words that titles, artists and tags are looked through for [default: ]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l source -d 'Where: local is MUSIC_DIR, suno is SUNO_DIR, the others are asked over the network [default: local]' -r -f -a "local\t''
suno\t''
openverse\t''
freesound\t''
soundcloud\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l mood -d 'A mood, as one more word' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l genre -d 'A genre' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l duration-min -d 'Least length in seconds [0.0 to 36000.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l duration-max -d 'Most length in seconds [0.0 to 36000.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l bpm-min -d 'Least beats per minute [20.0 to 400.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l bpm-max -d 'Most beats per minute [20.0 to 400.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l limit -d 'At most so many [1 to 50] [default: 10]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l download -d 'Whether what is found is fetched, with a file beside each that says its licence [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -s o -l output -d 'Write into this folder' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-search" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l provider -d 'Who composes: this program, or a provider [default: local]' -r -f -a "local\t''
elevenlabs\t''
suno\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l prompt -d 'How it should sound, in words; for this program, names of moods and genres in it count' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l mood -d 'The mood: `audio music-styles` lists them [default: what suits the genre]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l genre -d 'The genre: `audio music-styles` lists them [default: what suits the mood]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l bpm -d 'Beats per minute [default: what suits both] [40.0 to 220.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l key -d 'Such as C minor, F# major, D dorian [default: one that suits the mood]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l duration-seconds -d 'Length in seconds [1.0 to 3600.0] [default: 30.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l loop -d 'Whether its end leads into its start [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l seed -d 'Another seed gives another piece in the same style [at least 0] [default: 0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l loudness-lufs -d 'Integrated loudness in LUFS (EBU R128) [-40.0 to -5.0] [default: -16.0]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l output-format -d 'The file\'s format [default: what the output\'s name ends in, else mp3]' -r -f -a "mp3\t'MPEG layer III, 192 kbit/s'
wav\t'16-bit PCM, lossless'
aac\t'AAC-LC with ADTS headers, 192 kbit/s'
ogg\t'Opus in Ogg, 128 kbit/s'
flac\t'16 bit, lossless and compressed'"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -s o -l output -d 'Write to this file' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -l overwrite -d 'Replace files that exist'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from music-styles" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "mix" -d 'Mix voices, music and effects to one sound'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "duck" -d 'Lay music under a voice and turn it down while the voice speaks'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "sfx" -d 'Place sound effects on a sound or a video'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "effects" -d 'List the built-in sound effects'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "music-search" -d 'Find music, with its licence and whom to name'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "music-generate" -d 'Compose and play music in a mood and a genre'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "music-styles" -d 'List the moods and genres that music can be composed in'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audio; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l subject -d 'A brief (file, - or URL), or a template folder [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l template-dir -d 'Folder of your own templates, laid over the built-in ones' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l offline -d 'Fetch nothing; URLs are not looked at [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand validate" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and not __fish_seen_subcommand_from brief template help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l path -d 'The file to write: my-video.yaml [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l format -d 'Its format [default: explainer_v1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l overwrite -d 'Replace a file that exists [default: false]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from brief" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l id -d 'Id of the format: `my_format_v1` [required]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l path -d 'Template folder; use it with --template-dir [default: templates]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l from -d 'Built-in format to start from [default: explainer_v1]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from template" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand new; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -f -a "list" -d 'List models, and which are installed'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -f -a "install" -d 'Install models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -f -a "verify" -d 'Check installed models against their fingerprints'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -f -a "remove" -d 'Remove installed models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and not __fish_seen_subcommand_from list install verify remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l names -d 'Which; `models list` shows them [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l names -d 'Which [default: all that are installed] [default: []] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l names -d 'Which [required] [JSON or @file]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from help" -f -a "list" -d 'List models, and which are installed'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from help" -f -a "install" -d 'Install models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check installed models against their fingerprints'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove installed models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand models; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l days -d 'How many days to look back [1 to 36500] [default: 30]' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand usage" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l params -d 'Read fields from a YAML or JSON file, - for stdin; flags win over the file' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l host -d 'Listen here; service_host if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l port -d 'Listen on this port, 0 takes a free one; service_port if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l log-level -d 'How much is told on stderr' -r -f -a "error\t''
warn\t''
info\t''
debug\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l log-format -d 'As text for people or JSON for machines [default: text at a terminal, else JSON]' -r -f -a "text\t''
json\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l print-unit -d 'Print a unit file that starts the service at boot, and end' -r -f -a "systemd\t''
launchd\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l allow-remote -d 'Let other machines connect; needs a key that you configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l print-key -d 'Print the key that the service made for itself, and end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand serve" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "watch" -d 'Follow a job of a service to its end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "logs" -d 'Show what happened to a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "cancel" -d 'Cancel a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "retry" -d 'Submit a job that failed, timed out or was cancelled once more'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and not __fish_seen_subcommand_from list show watch logs cancel retry prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l days -d 'Keep this many days; retention_days if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Follow a job of a service to its end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "logs" -d 'Show what happened to a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Cancel a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "retry" -d 'Submit a job that failed, timed out or was cancelled once more'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -f -a "list" -d 'List webhooks, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -f -a "redeliver" -d 'Send a webhook again, now and with all its tries'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -f -a "verify" -d 'Check the signature of a webhook that was received; the body comes on stdin'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -f -a "listen" -d 'Receive webhooks and print each as a line of JSON, for trying things out'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and not __fish_seen_subcommand_from list redeliver verify listen help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l status -d 'Only with this status' -r -f -a "pending\t''
delivered\t''
failed\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l job -d 'Only of this job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from redeliver" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l id -d 'The header webhook-id' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l timestamp -d 'The header webhook-timestamp' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l signature -d 'The header webhook-signature' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l secret -d 'The secret; webhook_secrets if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l port -d 'Listen on this port of this machine; 0 takes a free one' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l secret -d 'Check signatures with it; webhook_secrets if not given' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l count -d 'End after so many' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from listen" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from help" -f -a "list" -d 'List webhooks, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from help" -f -a "redeliver" -d 'Send a webhook again, now and with all its tries'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check the signature of a webhook that was received; the body comes on stdin'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from help" -f -a "listen" -d 'Receive webhooks and print each as a line of JSON, for trying things out'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand webhooks; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l limit -d 'At most so many' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l status -d 'Only with this answer, like 401 or 4xx' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l key -d 'Only with this key' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l job -d 'Only about this job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l route -d 'Only of this route, or below it' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand audit" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -f -a "show" -d 'Show all settings; secrets are masked'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and not __fish_seen_subcommand_from show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Show where each value came from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show all settings; secrets are masked'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l check -d 'Only say what is stale, and fail if anything is'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand generate" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l timeout -d 'Give up after this time, like 90s or 5m' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l config -d 'Read settings from this file, not from remotion-media.yaml' -r -F
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l set -d 'Change a setting for this run; `config show` lists them' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l server -d 'Have it done by this service; REMOTION_SERVICE_URL names one for good' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l idempotency-key -d 'With a service: the same key is the same job' -r
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l priority -d 'With a service: how soon it is wanted' -r -f -a "urgent\t''
high\t''
normal\t''
low\t''"
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l json -d 'Print the result as one JSON object and nothing else; an error goes to stderr as JSON'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l json-stream -d 'Print events as JSON, one per line, the result or the error last'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -s q -l quiet -d 'No progress and no warnings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l no-log -d 'Do not record this run in the job log'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l no-color -d 'No colours; NO_COLOR and CLICOLOR_FORCE are heard as well'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l local -d 'Do it here, though a service is configured'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -l detach -d 'With a service: submit, print the job and do not wait'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand exit-codes" -s h -l help -d 'Print help'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "render" -d 'Make videos and pictures from briefs and templates'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "tts" -d 'Speak text'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "audio" -d 'Mix, level and find sound and music'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "validate" -d 'Check a brief or a template folder without rendering'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "new" -d 'Write a brief or a template to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "models" -d 'Install and check what is too large to be in the program'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "usage" -d 'Show what providers were paid for'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "doctor" -d 'Say what this machine has and what is missing'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "serve" -d 'Offer everything over HTTP, with a queue that survives restarts'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "jobs" -d 'Look into the job log; cancel, retry and follow a service\'s jobs'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "webhooks" -d 'Look at webhooks, send them again, receive them'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "audit" -d 'Show the API calls that the service of this data folder answered'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "config" -d 'Look at the settings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "generate" -d 'Write completions and man pages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "exit-codes" -d 'How commands end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and not __fish_seen_subcommand_from render tts audio validate new models usage doctor serve jobs webhooks audit config generate exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "brief" -d 'Render a video from a content brief'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "batch" -d 'Render many videos, from many briefs or from a table'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "explainer" -d 'Make an explainer video from a title and topics'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "still" -d 'Render one frame of a brief, or a contact sheet, as PNG'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "static-ad" -d 'Render a static ad from a template'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "ad-template" -d 'Render an ad template with its variants at every size'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "templates" -d 'List the ad templates and what each takes'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from render" -f -a "formats" -d 'List the video formats and what each can show'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "generate" -d 'Speak a text, with the time of every word'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "voice-clone" -d 'Speak a text with the voice of a recording'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "multi-language" -d 'Speak a text in several languages'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "voices" -d 'List voices: those of this program, and those made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "voice-create" -d 'Make a voice from one to five recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "voice" -d 'Show a voice made from recordings'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "voice-delete" -d 'Delete a voice made from recordings, here and at vendors that have learnt it'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from tts" -f -a "providers" -d 'List who can speak, what each can do, and what is missing'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "mix" -d 'Mix voices, music and effects to one sound'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "duck" -d 'Lay music under a voice and turn it down while the voice speaks'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "sfx" -d 'Place sound effects on a sound or a video'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "effects" -d 'List the built-in sound effects'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "music-search" -d 'Find music, with its licence and whom to name'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "music-generate" -d 'Compose and play music in a mood and a genre'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from audio" -f -a "music-styles" -d 'List the moods and genres that music can be composed in'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from new" -f -a "brief" -d 'Write a commented brief to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from new" -f -a "template" -d 'Write a format of your own to start from'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from models" -f -a "list" -d 'List models, and which are installed'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from models" -f -a "install" -d 'Install models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from models" -f -a "verify" -d 'Check installed models against their fingerprints'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from models" -f -a "remove" -d 'Remove installed models'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "list" -d 'List jobs, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Show everything about one job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "watch" -d 'Follow a job of a service to its end'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "logs" -d 'Show what happened to a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "cancel" -d 'Cancel a job'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "retry" -d 'Submit a job that failed, timed out or was cancelled once more'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "prune" -d 'Forget old jobs, and their files in the data folder'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from webhooks" -f -a "list" -d 'List webhooks, the newest first'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from webhooks" -f -a "redeliver" -d 'Send a webhook again, now and with all its tries'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from webhooks" -f -a "verify" -d 'Check the signature of a webhook that was received; the body comes on stdin'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from webhooks" -f -a "listen" -d 'Receive webhooks and print each as a line of JSON, for trying things out'
complete -c remotion-media -n "__fish_remotion_media_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show all settings; secrets are masked'
