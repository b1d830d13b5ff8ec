namespace MlWorkbench.Application.Access;

/// <summary>Limits on one person's concurrent use, so that the workbench stays available to others: configuration section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Queued and running experiments of one person.</summary>
    public int Experiments { get; set; } = 20;

    /// <summary>Remaining search seconds of all queued and running experiments of one person together.</summary>
    public double BudgetSeconds { get; set; } = 7 * 24 * 3600;

    /// <summary>Most seconds that one search may request. After that, other searches have their turn, and the search can be extended.</summary>
    public double SearchSeconds { get; set; } = 24 * 3600;

    /// <summary>Other queued and running jobs of one person, such as analyses of datasets and drift checks.</summary>
    public int Jobs { get; set; } = 20;

    /// <summary>Concurrent uploads and other imports of one person.</summary>
    public int Uploads { get; set; } = 4;

    /// <summary>Bytes of the dataset versions that one person created: the uploaded files and the stored tables.</summary>
    public long StorageBytes { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>Open pages of one person. Each uses a connection and memory.</summary>
    public int Pages { get; set; } = 20;

    /// <summary>Open pages of all people together.</summary>
    public int PagesInTotal { get; set; } = 500;
}
