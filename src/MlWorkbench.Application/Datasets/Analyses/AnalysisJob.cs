using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Engine.Datasets.Comparison;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>Computes an analysis and stores its result.</summary>
internal sealed class AnalysisJob(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents) : IJob
{
    public static string Kind => "analysis";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var analysis = await db.DatasetAnalyses.AsNoTracking()
            .Include(row => row.DatasetVersion)
            .Include(row => row.ReferenceVersion)
            .SingleOrDefaultAsync(row => row.Id == subjectId, cancellationToken);
        // The version may have been deleted while the job waited. After a crash, the result may exist already.
        if (analysis is null || analysis.Result is not null)
        {
            return;
        }

        var (result, reason) = await TryAsync(analysis, context, cancellationToken);
        await context.EndAsync(
            reason is null ? JobState.Completed : JobState.Failed,
            reason,
            ending => ending.DatasetAnalyses
                .Where(row => row.Id == subjectId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Result, result).SetProperty(row => row.Reason, reason), CancellationToken.None),
            cancellationToken);
    }

    /// <returns>The result, or the reason why there will be none.</returns>
    private async Task<(string? Result, Statement? Reason)> TryAsync(DatasetAnalysis analysis, JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            context.Report(null, Statement.Of("analysis_reading_rows"));
            return (await ComputeAsync(analysis, cancellationToken), null);
        }
        catch (EngineException refusal)
        {
            return (null, Statement.OfText(refusal.Message, refusal.Code));
        }
    }

    private async Task<string> ComputeAsync(DatasetAnalysis analysis, CancellationToken cancellationToken)
    {
        var version = analysis.DatasetVersion!;
        var file = await contents.MaterializeAsync(version.Digest, cancellationToken);
        return analysis.Kind switch
        {
            AnalysisKind.Quality => DatasetJson.Write(await QualityChecker.CheckAsync(file, version.CreatedAt, cancellationToken)),
            AnalysisKind.TargetQuality => DatasetJson.Write(await QualityChecker.CheckTargetAsync(file, analysis.Subject, cancellationToken)),
            AnalysisKind.TargetRates => DatasetJson.Write(await TargetRateBuilder.BuildAsync(file, analysis.Subject, cancellationToken)),
            AnalysisKind.Associations => DatasetJson.Write(await AssociationBuilder.BuildAsync(file, cancellationToken)),
            AnalysisKind.Comparison => DatasetJson.Write(await CompareAsync(analysis, file, cancellationToken)),
            _ => throw new InvalidOperationException($"There is no analysis of the kind {analysis.Kind}."),
        };
    }

    private async Task<DatasetComparison> CompareAsync(DatasetAnalysis analysis, string file, CancellationToken cancellationToken)
    {
        var reference = analysis.ReferenceVersion!;
        var from = new ComparedTable($"version {reference.Number}", await contents.MaterializeAsync(reference.Digest, cancellationToken));
        var to = new ComparedTable($"version {analysis.DatasetVersion!.Number}", file);
        return await DatasetComparer.CompareAsync(from, to, DatasetJson.Read<ComparisonSubject>(analysis.Subject).Key, cancellationToken);
    }
}
