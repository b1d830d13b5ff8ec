using Microsoft.AspNetCore.Mvc;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The settings of a batch prediction whose rows are the body.</summary>
internal sealed record BatchQuery
{
    /// <summary>A version number or alias. If omitted, the version in Production.</summary>
    public string? ModelVersion { get; init; }

    /// <summary><c>csv</c> (default) or <c>parquet</c></summary>
    public string? Output { get; init; }

    /// <summary>The dataset that receives the result, instead of a file.</summary>
    public string? Into { get; init; }

    /// <summary>A column to write before the predictions. Can be repeated. If omitted, all.</summary>
    [FromQuery]
    public string[]? Keep { get; init; }

    /// <summary>Whether to add the contribution of each column.</summary>
    public bool? Explain { get; init; }

    /// <exception cref="WorkbenchException">The form of the result is unknown.</exception>
    public BatchOrder ToOrder() => new(
        ModelVersion,
        Into is null ? BatchTarget.ReadFile(Output) : BatchOutput.Dataset,
        Into,
        Keep is { Length: > 0 } ? Keep : null,
        Explain == true);
}
