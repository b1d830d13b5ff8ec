namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>How far an upload is.</summary>
internal enum UploadState
{
    Idle,
    Picked,
    Sending,

    /// <summary>All bytes are with the server, which infers and profiles.</summary>
    Reading,
    Failed,
}
