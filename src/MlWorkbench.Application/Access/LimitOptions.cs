namespace MlWorkbench.Application.Access;

/// <summary>What one person may use at the same time, so that nobody takes the workbench from the others: configuration section <c>Limits</c>.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Queued and running experiments of one person.</summary>
    public int Experiments { get; set; } = 20;

    /// <summary>Seconds that the queued and running experiments of one person may still search, together.</summary>
    public double BudgetSeconds { get; set; } = 7 * 24 * 3600;

    /// <summary>Seconds that one search may ask for at once. When they are over others have their turn, and the search can be extended.</summary>
    public double SearchSeconds { get; set; } = 24 * 3600;

    /// <summary>Other queued and running jobs of one person: analyses of datasets and drift checks.</summary>
    public int Jobs { get; set; } = 20;

    /// <summary>Uploads and other imports of one person at the same moment.</summary>
    public int Uploads { get; set; } = 4;

    /// <summary>Bytes of the dataset versions that one person made: the files as uploaded and the tables made of them.</summary>
    public long StorageBytes { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>Open pages of one person; each holds a connection and memory.</summary>
    public int Pages { get; set; } = 20;

    /// <summary>Open pages of all people together.</summary>
    public int PagesInTotal { get; set; } = 500;
}
