namespace MlWorkbench.Application.Datasets;

/// <summary>What people write on a dataset or on one of its versions; the data itself never changes.</summary>
internal interface IAnnotated
{
    string? Description { get; set; }

    List<string> Tags { get; set; }

    /// <summary>Since when it is hidden from lists; what uses it goes on doing so.</summary>
    DateTime? ArchivedAt { get; set; }
}
