using System.Diagnostics.Metrics;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Counts attempts to sign in with a password, by outcome.</summary>
public sealed class SignInMeter(IMeterFactory meters)
{
    private readonly Counter<long> _attempts = meters.Create(WorkbenchTelemetry.Name)
        .CreateCounter<long>("mlworkbench.sign_ins", "{attempt}", "Attempts to sign in with a password.");

    internal void Succeeded() => Add("succeeded");

    /// <summary>The e-mail address and the password do not match, or the account is disabled.</summary>
    internal void Failed() => Add("failed");

    /// <summary>The attempt was refused unseen, because too many others had failed.</summary>
    internal void Delayed() => Add("delayed");

    private void Add(string outcome) => _attempts.Add(1, KeyValuePair.Create(WorkbenchTelemetry.Outcome, (object?)outcome));
}
