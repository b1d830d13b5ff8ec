namespace MlWorkbench.Application.Home;

/// <summary>A recent change: an added object or a moved version.</summary>
/// <param name="Name">Name of the dataset, experiment, model or report.</param>
/// <param name="Number">Number of the dataset or model version.</param>
/// <param name="Id">Id of the experiment or report.</param>
/// <param name="Details">The new stage of a moved version.</param>
public sealed record Change(ChangeKind Kind, string Name, int? Number, Guid Id, string? Details, string By, DateTime At);
