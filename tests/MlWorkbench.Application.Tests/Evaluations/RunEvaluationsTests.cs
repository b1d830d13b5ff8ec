using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Parts;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Evaluations;

/// <summary>Evaluations of runs, stored and read part by part.</summary>
public sealed class RunEvaluationsTests : IAsyncLifetime
{
    private static readonly MetricValue Auc = new("auc", 0.8, 0.75, 0.85, HigherIsBetter: true);
    private static readonly SegmentMetric Segment = new("plan", null, 40, Auc, "too few rows to compare");
    private static readonly Curve Roc = new([0, 0.5, 1], [0, 0.7, 1]);
    private static readonly Curve Residuals = new([1, 2], [0.5, -0.5], [3, 4]);
    private static readonly FeatureImportance Importance = new("age", 0.2, null);

    private static readonly SplitEvaluation Validation = new()
    {
        Rows = 900,
        Metrics = [Auc],
        Segments = [Segment],
        Roc = Roc,
        Confusion = new ConfusionMatrix(["No", "Yes"], [[5, 1], [2, 8]], 0.4),
    };
    private static readonly SplitEvaluation Test = new()
    {
        Rows = 300,
        Metrics = [Auc with { Value = 0.79 }],
        Segments = [],
        Residuals = Residuals,
    };

    private TestWorkbench _workbench = null!;
    private Guid _run;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        _run = await new SampleRuns(_workbench.Services).PlantAsync(_workbench.Admin, new SampleRun());
    }

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task ReadAsync_AllParts_AreThoseWritten()
    {
        await using var db = await WriteAsync(new RunEvaluation(Validation, Test, [Importance]));

        var read = (await RunEvaluations.FindAsync(db, _run, RunEvaluations.All, Cancellation))!;

        Assert.Equivalent(Validation, read.Validation, strict: true);
        Assert.Equivalent(Test, read.Test, strict: true);
        Assert.Equal([Importance], read.Importance);
        Assert.Equal(
            ["Test curves", "Test importance", "Test metrics", "Validation confusion", "Validation curves", "Validation metrics", "Validation segments"],
            await db.EvaluationParts.Where(part => part.Evaluation!.SubjectId == _run).Select(part => part.Evaluation!.Split.ToString() + " " + part.Kind).Order().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ReadAsync_PartsOfComparisons_ReadNoOthers()
    {
        await using var db = await WriteAsync(new RunEvaluation(Validation, Test, [Importance]));
        await db.EvaluationParts.Where(part => part.Kind != MetricsPart.Kind && part.Kind != SegmentsPart.Kind).ExecuteUpdateAsync(set => set.SetProperty(part => part.Result, "unreadable"), Cancellation);

        var read = (await RunEvaluations.FindAsync(db, _run, RunEvaluations.Compared, Cancellation))!;

        Assert.Equal((900, null, 0), (read.Validation.Rows, read.Validation.Roc, read.Importance.Count));
        Assert.Equal([Segment], read.Validation.Segments);
        var judged = (await RunEvaluations.ReadTestedAsync(db, [_run, Guid.NewGuid()], Cancellation)).Single();
        Assert.Equal((_run, 0.79), (judged.Key, judged.Value.Test.Metrics[0].Value));
        Assert.NotNull(judged.Value.DatasetVersionId);
    }

    [Fact]
    public async Task ReplaceAsync_Again_LeavesOnlyTheNewEvaluations()
    {
        await using (await WriteAsync(new RunEvaluation(Validation, Test, [Importance])))
        {
        }

        await using var db = await WriteAsync(new RunEvaluation(Validation with { Rows = 901 }, null, [Importance]));

        var read = (await RunEvaluations.FindAsync(db, _run, RunEvaluations.All, Cancellation))!;
        Assert.Equal((901, null), (read.Validation.Rows, read.Test));
        Assert.Equal([Importance], read.Importance);
        Assert.Equal([Importance], await RunEvaluations.GetImportanceAsync(db, _run, Cancellation));
        Assert.Empty(await RunEvaluations.ReadTestedAsync(db, [_run], Cancellation));
        Assert.Equal(1, await db.Evaluations.CountAsync(row => row.SubjectId == _run, Cancellation));
    }

    [Fact]
    public async Task ReadAsync_OtherSubjectOrSource_IsNotAnEvaluationOfTheSearch()
    {
        await using var db = await WriteAsync(new RunEvaluation(Validation, null, []));
        db.Evaluations.Add(new Evaluation { Id = Guid.NewGuid(), SubjectKind = EvaluationSubject.ModelVersion, SubjectId = _run, Split = EvaluationSplit.Test, Source = Evaluation.OfSearch });
        db.Evaluations.Add(new Evaluation { Id = Guid.NewGuid(), SubjectKind = EvaluationSubject.Run, SubjectId = _run, Split = EvaluationSplit.Test, Source = "request" });
        await db.SaveChangesAsync(Cancellation);

        Assert.Null((await RunEvaluations.FindAsync(db, _run, RunEvaluations.All, Cancellation))!.Test);
    }

    [Fact]
    public async Task ReadAsync_PartOfALaterRelease_IsRefused()
    {
        await using var db = await WriteAsync(new RunEvaluation(Validation, null, []));
        await db.EvaluationParts.Where(part => part.Kind == SegmentsPart.Kind).ExecuteUpdateAsync(set => set.SetProperty(part => part.Format, 2), Cancellation);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => RunEvaluations.FindAsync(db, _run, RunEvaluations.All, Cancellation));

        Assert.Contains("'segments' has the format 2", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await RunEvaluations.GetImportanceAsync(db, _run, Cancellation));
    }

    private async Task<WorkbenchDbContext> WriteAsync(RunEvaluation evaluation)
    {
        var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        var version = await db.Runs.Where(run => run.Id == _run).Select(run => run.Experiment!.DatasetVersionId).SingleAsync(Cancellation);
        await RunEvaluations.ReplaceAsync(db, _run, version, evaluation, _workbench.Clock.GetUtcNow().UtcDateTime, Cancellation);
        await db.SaveChangesAsync(Cancellation);
        return db;
    }
}
