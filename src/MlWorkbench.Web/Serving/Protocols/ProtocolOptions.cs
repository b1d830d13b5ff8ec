namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Settings of the protocols of other tools and of streams: configuration section <c>Serving</c>.</summary>
public sealed class ProtocolOptions
{
    public const string Section = "Serving";

    /// <summary>Port for gRPC without TLS, on the host of the first address. If null, gRPC works only at https addresses.</summary>
    public int? GrpcPort { get; set; }

    /// <summary>Most bytes of one line of a prediction stream.</summary>
    public int StreamLineBytes { get; set; } = 1_048_576;
}
