using Microsoft.Extensions.DependencyInjection;

namespace MlWorkbench.Application.Jobs;

/// <summary>Maps kinds of jobs to the classes that run them.</summary>
internal static class JobRegistry
{
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services)
        where TJob : class, IJob =>
        services.AddTransient<TJob>().AddSingleton(new JobKind(TJob.Kind, typeof(TJob)));

    /// <summary>Registers the class that keeps the subjects of these jobs consistent with them.</summary>
    public static IServiceCollection AddJobFollower<TJob, TFollower>(this IServiceCollection services)
        where TJob : IJob
        where TFollower : class, IJobFollower =>
        services.AddKeyedSingleton<IJobFollower, TFollower>(TJob.Kind);

    public static IJob CreateJob(this IServiceProvider services, string kind)
    {
        var registered = services.GetServices<JobKind>().Single(candidate => candidate.Kind == kind);
        return (IJob)services.GetRequiredService(registered.Type);
    }
}
