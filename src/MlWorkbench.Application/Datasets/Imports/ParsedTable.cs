using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Facts about the table of an imported file.</summary>
internal sealed record ParsedTable(IReadOnlyList<ColumnSchema> Columns, DatasetProfile Profile, ImportSettings Settings, IReadOnlyList<ImportWarning> Warnings);
