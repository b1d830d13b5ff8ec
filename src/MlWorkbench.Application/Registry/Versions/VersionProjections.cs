using System.Linq.Expressions;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Projects rows to records, in SQL.</summary>
internal static class VersionProjections
{
    public static IQueryable<VersionSummary> Summaries(this IQueryable<ModelVersion> versions) =>
        from version in versions
        from test in version.Run!.Metrics.Where(metric => metric.IsLast && metric.Split == MetricSplit.Test && metric.Name == version.Run.Metric).DefaultIfEmpty()
        select new VersionSummary
        {
            Id = version.Id,
            Number = version.Number,
            Stage = version.Stage,
            StageSince = version.StageSince,
            Description = version.Description,
            RunId = version.RunId,
            RunTitle = version.Run!.Title,
            Dataset = version.Run.Experiment!.DatasetVersion!.Dataset!.Name,
            DatasetVersion = version.Run.Experiment.DatasetVersion.Number,
            Test = test == null ? null : new TestMetric(test.Name, test.Value, test.Low, test.High),
            PackageBytes = version.PackageBytes,
            CreatedBy = version.CreatedByName,
            CreatedAt = version.CreatedAt,
        };

    public static Expression<Func<TransitionRequest, TransitionRequestSummary>> RequestSummary(WorkbenchDbContext db) => request => new TransitionRequestSummary
    {
        Id = request.Id,
        Model = request.ModelVersion!.Model!.Name,
        Version = request.ModelVersion.Number,
        FromStage = request.FromStage,
        ToStage = request.ToStage,
        State = request.State,
        Comment = request.Comment,
        RequestedBy = request.RequestedByName,
        RequestedByEmail = db.Users.Where(user => user.Id == request.RequestedById).Select(user => user.Email).FirstOrDefault(),
        RequestedAt = request.RequestedAt,
        DecidedBy = request.DecidedByName,
        DecidedByEmail = db.Users.Where(user => user.Id == request.DecidedById).Select(user => user.Email).FirstOrDefault(),
        DecidedAt = request.DecidedAt,
    };

    /// <summary>Returns the transitions of the versions with their requesters, oldest first.</summary>
    public static IQueryable<StageStep> Steps(this WorkbenchDbContext db, IQueryable<ModelVersion> versions) =>
        from transition in db.StageTransitions
        where versions.Any(version => version.Id == transition.ModelVersionId)
        orderby transition.Sequence
        select new StageStep
        {
            Version = transition.ModelVersion!.Number,
            To = transition.ToStage,
            At = transition.At,
            By = transition.ActorName,
            ByEmail = db.Users.Where(user => user.Id == transition.ActorId).Select(user => user.Email).FirstOrDefault(),
            RequestedBy = db.TransitionRequests.Where(request => request.Id == transition.RequestId).Select(request => request.RequestedByName).FirstOrDefault(),
            RequestedByEmail = db.TransitionRequests.Where(request => request.Id == transition.RequestId).SelectMany(request => db.Users.Where(user => user.Id == request.RequestedById)).Select(user => user.Email).FirstOrDefault(),
            Comment = transition.Comment,
            RequestId = transition.RequestId,
            Rollback = transition.Rollback,
        };
}
