namespace MlWorkbench.Application.Datasets;

/// <summary>Text and tags that people write on a dataset or a version. The data itself never changes.</summary>
internal interface IAnnotated
{
    string? Description { get; set; }

    List<string> Tags { get; set; }

    /// <summary>The time since which it is hidden from lists. Objects that use it are not affected.</summary>
    DateTime? ArchivedAt { get; set; }
}
