namespace MlWorkbench.Web.Datasets.Upload;

/// <summary>State of an upload.</summary>
internal enum UploadState
{
    Idle,
    Picked,
    Sending,

    /// <summary>The server has received all bytes, and infers types and profiles columns.</summary>
    Reading,
    Failed,
}
