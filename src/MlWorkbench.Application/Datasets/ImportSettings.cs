using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Datasets;

/// <summary>Import settings of a version.</summary>
/// <param name="Format">The settings in use.</param>
/// <param name="Given">The settings chosen by the user. The others were inferred.</param>
public sealed record ImportSettings(TabularFormat Format, DatasetImportOptions Given);
