using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving.Protocols;

/// <summary>Scores the rows of every protocol, in one place. A server that stops refuses new calls, so that a balancer sends them elsewhere.</summary>
internal sealed class ProtocolServer(PredictionServer server, ServedSignatures signatures, IHostApplicationLifetime lifetime)
{
    /// <summary>Cancelled when the server starts to stop.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <param name="reference">A version number or alias. If null, the version in Production.</param>
    /// <exception cref="WorkbenchException">The actor may not predict, no version answers, or the server stops.</exception>
    public Task<ServedSignature> FindAsync(Actor actor, string name, string? reference, CancellationToken cancellationToken)
    {
        RequireOpen();
        return signatures.FindAsync(actor, name, reference, cancellationToken);
    }

    /// <param name="rows">An array of objects: values by column name.</param>
    /// <exception cref="WorkbenchException">As in <see cref="PredictionServer"/>, or the server stops.</exception>
    public Task<PredictionAnswer> PredictAsync(Actor actor, string name, string? reference, JsonElement rows, CancellationToken cancellationToken)
    {
        RequireOpen();
        return server.PredictAsync(actor, name, reference, new PredictionRequest(rows), cancellationToken);
    }

    public static WorkbenchException StoppingRefusal() =>
        new(ErrorKind.Unavailable, "stopping", "The server is stopping. Send the call again, to another server or after its start.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    private void RequireOpen()
    {
        if (Stopping.IsCancellationRequested)
        {
            throw StoppingRefusal();
        }
    }
}
