using Grpc.AspNetCore.Server;
using MlWorkbench.Web.Serving.Protocols.OpenInference;
using MlWorkbench.Web.Serving.Protocols.Streams;

namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Protocols of other tools: their services, and their addresses outside of the API.</summary>
internal static class ServingProtocols
{
    /// <summary>As much as the site accepts in a request body by default.</summary>
    private const int MostMessageBytes = 30_000_000;

    public static void AddServingProtocols(this IServiceCollection services)
    {
        services.AddOptions<ProtocolOptions>().BindConfiguration(ProtocolOptions.Section);
        services.AddSingleton<ProtocolServer>();
        services.AddSingleton<ProtocolJson>();
        services.AddSingleton<InferenceServer>();
        services.AddSingleton<PredictionStream>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = MostMessageBytes;
            options.IgnoreUnknownServices = true;
            options.Interceptors.Add<GrpcRefusals>();
        });
        // A compressed message could expand far beyond the limit. Cleared last, because gRPC adds its default to an empty list.
        services.PostConfigure<GrpcServiceOptions>(options => options.CompressionProviders.Clear());
    }

    public static void MapServingProtocols(this WebApplication app)
    {
        OpenInferenceApi.Map(app);
        app.MapGrpcService<InferenceService>().RequireAuthorization().WithMetadata(GrpcRefusals.Errors);
    }
}
