using Microsoft.AspNetCore.Http.Metadata;
using MlWorkbench.Application;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Backups;
using MlWorkbench.Web.Datasets;
using MlWorkbench.Web.Datasets.Analyses;
using MlWorkbench.Web.Datasets.Derive;
using MlWorkbench.Web.Experiments;
using MlWorkbench.Web.Experiments.Runs;
using MlWorkbench.Web.Home;
using MlWorkbench.Web.Jobs;
using MlWorkbench.Web.Monitoring;
using MlWorkbench.Web.Projects;
using MlWorkbench.Web.Recipes;
using MlWorkbench.Web.Registry;
using MlWorkbench.Web.Reports;
using MlWorkbench.Web.Serving;
using MlWorkbench.Web.Serving.Protocols.MlflowScoring;
using MlWorkbench.Web.Serving.Protocols.Streams;
using MlWorkbench.Web.Serving.Batch;

namespace MlWorkbench.Web.Hosting;

/// <summary>The HTTP API v1: one class per feature maps its part.</summary>
internal static class WorkbenchApi
{
    public static void MapWorkbenchApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<AntiforgeryForCookies>();
        AccessApi.Map(api.MapGroup("").WithTags("Access"));
        DatasetsApi.Map(api);
        DatasetChangesApi.Map(api);
        DerivationsApi.Map(api);
        AnalysesApi.Map(api);
        RecipesApi.Map(api);
        ExperimentsApi.Map(api);
        RunsApi.Map(api);
        RegistryApi.Map(api);
        ServingApi.Map(api);
        MlflowScoringApi.Map(api);
        PredictionStreamApi.Map(api);
        BatchApi.Map(api);
        BatchSchedulesApi.Map(api);
        MonitoringApi.Map(api.MapGroup("").WithTags("Monitoring"));
        ReportsApi.Map(api.MapGroup("").WithTags("Reports"));
        ProjectsApi.Map(api.MapGroup("/projects").WithTags("Projects"));
        AuditApi.Map(api.MapGroup("").WithTags("Access"));
        BackupsApi.Map(api.MapGroup("").WithTags("Backups"));
        JobsApi.Map(api.MapGroup("").WithTags("Jobs"));
        SampleApi.Map(api.MapGroup("").WithTags("Sample"));
        api.MapFallback("{**path}", (HttpContext context) => throw WorkbenchException.NotFound($"operation {context.Request.Method} {context.Request.Path}")).ExcludeFromDescription();
        ((IEndpointConventionBuilder)api).Finally(AllowNoBody);
    }

    /// <summary>A request without a body has no content type. If the body is optional, the operation must accept this too.
    /// Otherwise the fallback, which accepts everything, would be selected.</summary>
    private static void AllowNoBody(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IAcceptsMetadata>().LastOrDefault() is { IsOptional: true } accepts)
        {
            endpoint.Metadata.Add(new AcceptsMetadata([.. accepts.ContentTypes, "*/*"], accepts.RequestType, isOptional: true));
        }
    }
}
