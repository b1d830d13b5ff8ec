using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Quality.Checks;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Checks the quality of a stored table, some columns at a time to limit memory.</summary>
public static class QualityChecker
{
    /// <summary>Runs the checks that do not need a target.</summary>
    /// <param name="asOf">Time of the upload. Later events are implausible.</param>
    public static async Task<QualityReport> CheckAsync(string arrowFile, DateTime asOf, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        IQualityCheck[] checks =
        [
            new TooFewRowsCheck(info.Rows, info.Columns.Count), new ConstantColumnsCheck(), new DuplicateRowsCheck(info.Rows), new MissingValuesCheck(), new MissingPatternsCheck(),
            new MixedTypesCheck(), new DateRangeCheck(asOf), new HalvesShiftCheck(info.Rows), new CorrelatedColumnsCheck(), new IdentifiersCheck(), new HighCardinalityCheck(),
            new RareLevelsCheck(), new OutliersCheck(),
        ];
        return await RunAsync(arrowFile, info, null, [.. checks, .. await TimeChecksAsync(arrowFile, info, cancellation)], cancellation);
    }

    /// <summary>Runs the checks of a target, and of the other columns against it.</summary>
    public static async Task<QualityReport> CheckTargetAsync(string arrowFile, string target, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var table = await ArrowTableFile.ReadAsync(arrowFile, [target], cancellation);
        Target analyzed;
        try
        {
            analyzed = TargetAnalysis.Analyze(table, new TargetQuestion(target));
        }
        catch (EngineException refusal)
        {
            var finding = new QualityFinding(
                "target",
                QualitySeverity.Blocker,
                refusal.Message,
                "Choose another target, or correct this column.",
                "",
                [new(target, 0, refusal.Code)]);
            return new QualityReport(info.Rows, target, ["target"], [finding]);
        }

        IQualityCheck[] checks =
        [
            new MissingTargetCheck(analyzed, info.Rows), new LeakageCheck(analyzed), new KnownAfterEventCheck(analyzed), new ConflictingLabelsCheck(analyzed, info.Rows), new ClassBalanceCheck(analyzed), new RowsPerColumnCheck(analyzed),
        ];
        return await RunAsync(arrowFile, info, target, checks, cancellation);
    }

    /// <summary>Rows in the order of the first time column.</summary>
    private static async Task<IQualityCheck[]> TimeChecksAsync(string arrowFile, ArrowFileInfo info, CancellationToken cancellation)
    {
        if (info.Columns.FirstOrDefault(column => column is { Role: ColumnRole.Time, Type: ColumnType.Date }) is not { } time)
        {
            return [];
        }

        var table = await ArrowTableFile.ReadAsync(arrowFile, [time.Name], cancellation);
        return [new TimeShiftCheck((NumericColumn)table.Columns[0])];
    }

    private static async Task<QualityReport> RunAsync(string arrowFile, ArrowFileInfo info, string? target, IQualityCheck[] checks, CancellationToken cancellation)
    {
        await foreach (var (values, role) in ArrowColumns.ReadAsync(arrowFile, info, info.Columns.Where(column => column.Name != target), cancellation))
        {
            Inspect(checks, new InspectedColumn(values, role));
        }

        return new QualityReport(info.Rows, target, [.. checks.Select(check => check.Name)], QualityReport.Sort(checks.SelectMany(check => check.Conclude())));
    }

    private static void Inspect(IQualityCheck[] checks, InspectedColumn column)
    {
        foreach (var check in checks)
        {
            check.Inspect(column);
        }
    }
}
