using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>How a version was read from its file.</summary>
/// <param name="Format">What was used.</param>
/// <param name="Given">What the user had decided; the rest was inferred.</param>
public sealed record ImportSettings(TabularFormat Format, DatasetImportOptions Given);
