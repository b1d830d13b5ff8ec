using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Samples;

/// <summary>Creates the sample, step by step. Each step reuses its existing result, so that the job continues after a crash and can run again.</summary>
public sealed class SampleJob(IDbContextFactory<WorkbenchDbContext> contexts, SampleSteps steps) : IJob
{
    public static string Kind => "sample";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        var workbench = await InProjectAsync(subjectId, cancellationToken);
        context.Report(0.02, Statement.Of("sample_importing_first"));
        var first = await steps.ImportAsync(workbench, SampleFiles.FirstPeriod, cancellationToken);
        context.Report(0.08, Statement.Of("sample_starting_experiment"));
        var experiment = await steps.StartExperimentAsync(workbench, first, cancellationToken);
        context.Report(0.1, Statement.Of("sample_importing_second"));
        var second = await steps.ImportAsync(workbench, SampleFiles.SecondPeriod, cancellationToken);
        var winner = await steps.AwaitWinnerAsync(experiment, (done, activity) => context.Report(0.15 + (0.65 * done), activity), cancellationToken);
        context.Report(0.82, Statement.Of("sample_registering"));
        var version = await steps.RegisterAsync(workbench, experiment, winner, cancellationToken);
        context.Report(0.86, Statement.Of("sample_requesting_promotion"));
        await steps.RequestPromotionAsync(workbench, version, cancellationToken);
        context.Report(0.9, Statement.Of("sample_checking_drift"));
        var check = await steps.StartDriftCheckAsync(workbench, version, second, cancellationToken);
        await steps.AwaitDriftAsync(check, cancellationToken);
        context.Report(1, Statement.Of("sample_ready"));
    }

    private async Task<Actor> InProjectAsync(Guid projectId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ProjectEntry.EnterAsync(db, Actor.System, projectId, cancellationToken);
    }
}
