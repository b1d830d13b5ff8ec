namespace MlWorkbench.Application.Home;

/// <summary>Something that somebody added or moved.</summary>
/// <param name="Name">Of the dataset, experiment, model or report.</param>
/// <param name="Number">Of the dataset or model version.</param>
/// <param name="Id">Of the experiment or report.</param>
/// <param name="Details">The stage that a version moved to.</param>
public sealed record Change(ChangeKind Kind, string Name, int? Number, Guid Id, string? Details, string By, DateTime At);
