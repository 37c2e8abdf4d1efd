//! The table of settings: name, variable, form, default and meaning of each.
//!
//! Reading, checking, `config show`, help and messages all follow from it. Where values come
//! from is left to `config/mod.rs`.

/// What a setting's value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// A key or token; never shown.
    Secret,
    /// An `http` or `https` address.
    Address,
    /// A file or folder; `~/` is the home folder.
    Path,
    /// A whole number in this range.
    Whole(u64, u64),
    /// `true` or `false`.
    Switch,
    /// Texts, separated by commas, or a list in a YAML file.
    List,
    /// Like a list, and never shown.
    Secrets,
}

/// One setting.
#[derive(Debug)]
pub struct Key {
    /// Its name in files and in `--set`.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// What its value looks like.
    pub form: Form,
    /// The value when nobody sets one.
    pub default: Option<&'static str>,
    /// What it is for.
    pub about: &'static str,
}

impl Key {
    /// Whether its value must never be shown.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.form, Form::Secret | Form::Secrets)
    }
}

/// Declares each setting once: as a constant to ask for, and as a row of [`ALL`].
macro_rules! keys {
    ($($constant:ident $name:literal $variable:literal $form:expr, $default:expr, $about:literal;)*) => {
        $(
            #[doc = concat!("The setting `", $name, "`.")]
            pub const $constant: &Key = &Key {
                name: $name, variable: $variable, form: $form, default: $default, about: $about,
            };
        )*
        /// Every setting, in the order it is shown.
        pub const ALL: &[&Key] = &[$($constant),*];
    };
}

use Form::{Address, List, Path, Secret, Secrets, Switch, Text, Whole};

keys! {
    OUTPUT_DIR "output_dir" "OUTPUT_DIR" Path, Some("."), "Where results go when -o does not say";
    DATA_DIR "data_dir" "REMOTION_DATA_DIR" Path, None, "Where the job log and stored things lie";
    CACHE_DIR "cache_dir" "REMOTION_CACHE_DIR" Path, None, "Where things lie that can be made again";
    MODELS_DIR "models_dir" "REMOTION_MODELS_DIR" Path, None, "Where models are installed; in the data folder if not set";
    TEMPLATE_DIR "template_dir" "REMOTION_TEMPLATE_DIR" Path, None, "Your own templates, over the built-in ones";
    MEDIA_ROOTS "media_roots" "REMOTION_MEDIA_ROOTS" List, None, "Folders that requests over HTTP may read";
    JOB_LOG "job_log" "REMOTION_JOB_LOG" Switch, Some("true"), "Whether runs are recorded";
    RETENTION_DAYS "retention_days" "REMOTION_RETENTION_DAYS" Whole(0, 36_500), Some("7"), "Days that finished jobs are kept";
    MAX_FILE_SIZE_MB "max_file_size_mb" "MAX_FILE_SIZE_MB" Whole(1, 1_048_576), Some("500"), "The largest input file, in MiB";
    SERVICE_HOST "service_host" "REMOTION_SERVICE_HOST" Text, Some("127.0.0.1"), "Address the service listens on";
    SERVICE_PORT "service_port" "REMOTION_SERVICE_PORT" Whole(0, 65_535), Some("3100"), "Port the service listens on; 0 takes a free one";
    SERVICE_API_KEY "service_api_key" "REMOTION_SERVICE_API_KEY" Secrets, None, "Keys that the service accepts; read=KEY and write=KEY may do only that";
    SERVICE_CORS_ORIGINS "service_cors_origins" "REMOTION_SERVICE_CORS_ORIGINS" List, None, "Web pages that may call the service";
    RATE_LIMIT_REQUESTS_PER_MINUTE "rate_limit_requests_per_minute" "RATE_LIMIT_REQUESTS_PER_MINUTE" Whole(0, 1_000_000), Some("6000"), "Requests per minute and key; 0 is without limit";
    RATE_LIMIT_BURST_SIZE "rate_limit_burst_size" "RATE_LIMIT_BURST_SIZE" Whole(1, 1_000_000), Some("200"), "Requests that may come at once";
    JOB_QUEUE_MAX_CONCURRENT "job_queue_max_concurrent" "JOB_QUEUE_MAX_CONCURRENT" Whole(1, 1024), Some("4"), "Jobs that run at the same time";
    JOB_QUEUE_MAX_RENDERS "job_queue_max_renders" "JOB_QUEUE_MAX_RENDERS" Whole(0, 1024), Some("0"), "Renders at the same time; 0 is one per core";
    JOB_QUEUE_MAX_PER_PROVIDER "job_queue_max_per_provider" "JOB_QUEUE_MAX_PER_PROVIDER" Whole(1, 1024), Some("4"), "Calls of one provider at the same time";
    JOB_QUEUE_DEFAULT_TIMEOUT_MS "job_queue_default_timeout_ms" "JOB_QUEUE_DEFAULT_TIMEOUT_MS" Whole(1, 604_800_000), Some("3600000"), "The longest a queued job may run, in milliseconds";
    JOB_QUEUE_MAX_RETRIES "job_queue_max_retries" "JOB_QUEUE_MAX_RETRIES" Whole(0, 100), Some("3"), "How often a failed job is tried again";
    SHUTDOWN_GRACE_SEC "shutdown_grace_sec" "REMOTION_SHUTDOWN_GRACE_SEC" Whole(0, 86_400), Some("20"), "How long running jobs may go on when the service stops, in seconds";
    DISK_BUDGET_MB "disk_budget_mb" "REMOTION_DISK_BUDGET_MB" Whole(0, 1_073_741_824), Some("20480"), "Files that the service keeps, in MiB; 0 is without limit";
    MAX_REQUEST_MB "max_request_mb" "REMOTION_MAX_REQUEST_MB" Whole(1, 1024), Some("16"), "The largest request without its uploads, in MiB";
    ALLOWED_HOSTS "allowed_hosts" "REMOTION_ALLOWED_HOSTS" List, None, "Private hosts and networks that requests over HTTP may fetch from";
    WEBHOOK_SECRETS "webhook_secrets" "REMOTION_WEBHOOK_SECRETS" Secrets, None, "Secrets that sign webhooks; two while one replaces the other";
    WEBHOOK_ALLOWED_HOSTS "webhook_allowed_hosts" "REMOTION_WEBHOOK_ALLOWED_HOSTS" List, Some("localhost"), "Private hosts and networks that webhooks may go to";
    SERVICE_URL "service_url" "REMOTION_SERVICE_URL" Address, None, "A running service that commands are submitted to";
    OPENAI_API_KEY "openai_api_key" "OPENAI_API_KEY" Secret, None, "Key for OpenAI";
    ELEVENLABS_API_KEY "elevenlabs_api_key" "ELEVENLABS_API_KEY" Secret, None, "Key for ElevenLabs";
    HF_TOKEN "hf_token" "HF_TOKEN" Secret, None, "Token for Hugging Face";
    MODAL_VOICE_ENDPOINT "modal_voice_endpoint" "MODAL_VOICE_ENDPOINT" Address, None, "Your voice service on Modal";
    MODAL_API_KEY "modal_api_key" "MODAL_API_KEY" Secret, None, "Key for your services on Modal";
    GOOGLE_API_KEY "google_api_key" "GOOGLE_API_KEY" Secret, None, "Key for Google (Gemini)";
    REPLICATE_API_TOKEN "replicate_api_token" "REPLICATE_API_TOKEN" Secret, None, "Token for Replicate";
    FAL_KEY "fal_key" "FAL_KEY" Secret, None, "Key for fal";
    PEXELS_API_KEY "pexels_api_key" "PEXELS_API_KEY" Secret, None, "Key for Pexels";
    YOUTUBE_API_KEY "youtube_api_key" "YOUTUBE_API_KEY" Secret, None, "Key for YouTube";
    COMFYUI_URL "comfyui_url" "COMFYUI_URL" Address, None, "Your ComfyUI server";
    VIDEO_SERVICE_URL "video_service_url" "VIDEO_SERVICE_URL" Address, None, "Where other programs find video";
    TTS_SERVICE_URL "tts_service_url" "TTS_SERVICE_URL" Address, None, "Where other programs find speech";
    IMAGE_SERVICE_URL "image_service_url" "IMAGE_SERVICE_URL" Address, None, "Where other programs find images";
    OPENAI_BASE_URL "openai_base_url" "OPENAI_BASE_URL" Address, None, "A server that speaks OpenAI's protocol, in its place";
    ELEVENLABS_BASE_URL "elevenlabs_base_url" "ELEVENLABS_BASE_URL" Address, None, "A server that speaks ElevenLabs' protocol, in its place";
    HF_BASE_URL "hf_base_url" "HF_BASE_URL" Address, None, "A server that speaks Hugging Face's protocol, in its place";
    HF_TTS_URL "hf_tts_url" "HF_TTS_URL" Address, None, "Your dedicated speech endpoint at Hugging Face";
    INDEXTTS2_URL "indextts2_url" "INDEXTTS2_URL" Address, None, "A Gradio server or Space with IndexTTS-2";
    MODAL_VOICE_CLONE_ENDPOINT "modal_voice_clone_endpoint" "MODAL_VOICE_CLONE_ENDPOINT" Text, None, "Your IndexTTS-2 on Modal: a host name or an address";
    TTS_PROVIDERS "tts_providers" "TTS_PROVIDERS" List, Some("elevenlabs,openai,huggingface,modal,local"), "Who speaks when the provider is auto: the first that is set up and works";
    ELEVENLABS_MODEL "elevenlabs_model" "ELEVENLABS_MODEL" Text, Some("eleven_multilingual_v2"), "ElevenLabs' model for speech";
    ELEVENLABS_VOICE "elevenlabs_voice" "ELEVENLABS_VOICE" Text, Some("21m00Tcm4TlvDq8ikWAM"), "ElevenLabs' voice when none is named";
    ELEVENLABS_SOUND_MODEL "elevenlabs_sound_model" "ELEVENLABS_SOUND_MODEL" Text, Some("eleven_text_to_sound_v2"), "ElevenLabs' model for sound effects";
    OPENAI_TEXT_MODEL "openai_text_model" "OPENAI_TEXT_MODEL" Text, Some("gpt-6-luna"), "The language model of a server that speaks OpenAI's protocol";
    OPENAI_SPEECH_MODEL "openai_speech_model" "OPENAI_SPEECH_MODEL" Text, None, "The model for speech of a server that speaks OpenAI's protocol";
    OPENAI_VOICE "openai_voice" "OPENAI_VOICE" Text, None, "The voice of such a server when none is named";
    HF_TTS_MODEL "hf_tts_model" "HF_TTS_MODEL" Text, Some("hexgrad/Kokoro-82M"), "The model for speech at Hugging Face";
    MODAL_VOICE "modal_voice" "MODAL_VOICE" Text, None, "The embedding that your voice service on Modal speaks with when none is named";
    FAL_TTS_MODEL "fal_tts_model" "FAL_TTS_MODEL" Text, Some("fal-ai/index-tts-2/text-to-speech"), "IndexTTS-2's name at fal";
    ELEVENLABS_MUSIC_MODEL "elevenlabs_music_model" "ELEVENLABS_MUSIC_MODEL" Text, Some("music_v1"), "ElevenLabs' model for music";
    MUSIC_DIR "music_dir" "MUSIC_DIR" Path, None, "Your folder of music";
    SUNO_DIR "suno_dir" "SUNO_DIR" Path, None, "Your folder of music made with Suno";
    SUNO_BASE_URL "suno_base_url" "SUNO_BASE_URL" Address, None, "A wrapper of Suno that speaks sunoapi.org's protocol";
    SUNO_API_KEY "suno_api_key" "SUNO_API_KEY" Secret, None, "Key for that wrapper";
    SUNO_MODEL "suno_model" "SUNO_MODEL" Text, Some("V4_5"), "Suno's model";
    FREESOUND_API_KEY "freesound_api_key" "FREESOUND_API_KEY" Secret, None, "Key for Freesound";
    FREESOUND_BASE_URL "freesound_base_url" "FREESOUND_BASE_URL" Address, None, "A server that speaks Freesound's protocol, in its place";
    OPENVERSE_BASE_URL "openverse_base_url" "OPENVERSE_BASE_URL" Address, None, "A server that speaks Openverse's protocol, in its place";
    SOUNDCLOUD_CLIENT_ID "soundcloud_client_id" "SOUNDCLOUD_CLIENT_ID" Secret, None, "Your application's id at SoundCloud";
    SOUNDCLOUD_CLIENT_SECRET "soundcloud_client_secret" "SOUNDCLOUD_CLIENT_SECRET" Secret, None, "Your application's secret at SoundCloud";
    SOUNDCLOUD_BASE_URL "soundcloud_base_url" "SOUNDCLOUD_BASE_URL" Address, None, "A server that speaks SoundCloud's protocol, in its place";
    MODAL_BASE_URL "modal_base_url" "MODAL_BASE_URL" Address, None, "Where your services on Modal lie";
    GOOGLE_BASE_URL "google_base_url" "GOOGLE_BASE_URL" Address, None, "A server that speaks Google's protocol, in its place";
    REPLICATE_BASE_URL "replicate_base_url" "REPLICATE_BASE_URL" Address, None, "A server that speaks Replicate's protocol, in its place";
    FAL_BASE_URL "fal_base_url" "FAL_BASE_URL" Address, None, "A server that speaks fal's protocol, in its place";
    PEXELS_BASE_URL "pexels_base_url" "PEXELS_BASE_URL" Address, None, "A server that speaks Pexels' protocol, in its place";
    YOUTUBE_BASE_URL "youtube_base_url" "YOUTUBE_BASE_URL" Address, None, "A server that speaks YouTube's protocol, in its place";
}
