namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Configuration section <c>Batch</c>.</summary>
public sealed class BatchOptions
{
    public const string Section = "Batch";

    /// <summary>Days that the file of a batch prediction stays. Zero keeps files permanently.</summary>
    public int RetentionDays { get; set; } = 30;
}
