using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>The operations of the protocol that REST and gRPC share.</summary>
internal sealed class InferenceServer(ProtocolServer server, HealthCheckService health)
{
    public const string Name = "mlworkbench";

    /// <summary>The format of all models.</summary>
    public const string Platform = "mlworkbench_package";

    public static IReadOnlyList<string> Extensions { get; } = ["binary_tensor_data"];

    /// <summary>Whether the server can work and does not stop.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        !server.Stopping.IsCancellationRequested && (await health.CheckHealthAsync(cancellationToken)).Status != HealthStatus.Unhealthy;

    /// <param name="version">A version number or alias. If null or empty, the version in Production.</param>
    /// <exception cref="WorkbenchException">The actor may not predict, or no version answers.</exception>
    public Task<ServedSignature> FindAsync(Actor actor, string model, string? version, CancellationToken cancellationToken) =>
        server.FindAsync(actor, model, ReferenceOf(version), cancellationToken);

    /// <exception cref="WorkbenchException">The actor may not predict, no version answers, or the inputs or outputs are not those of the model.</exception>
    public async Task<(string Version, IReadOnlyList<OutputTensor> Outputs)> InferAsync(
        Actor actor, string model, string? version, IReadOnlyList<Tensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        var served = await FindAsync(actor, model, version, cancellationToken);
        OutputTensor.Require(outputs, [.. TensorMetadata.OutputsOf(served.Signature).Select(output => output.Name)]);
        var rows = TensorRows.Build(served.Signature, inputs, served.MaximumRows);
        var answer = await server.PredictAsync(actor, model, ReferenceOf(version), rows, cancellationToken);
        return (answer.Version.ToString(CultureInfo.InvariantCulture), OutputTensor.Of(answer, outputs));
    }

    private static string? ReferenceOf(string? version) => string.IsNullOrEmpty(version) ? null : version;
}
