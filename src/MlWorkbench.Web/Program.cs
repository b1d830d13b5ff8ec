using MlWorkbench.Application;
using MlWorkbench.Application.Storage;
using MlWorkbench.Web.Hosting;

if (StorageCommands.IsCommand(args))
{
    return await StorageCommands.RunAsync(args);
}

try
{
    await using var app = WorkbenchHost.Build(args);
    await WorkbenchHost.PrepareAsync(app, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when ((exception as WorkbenchException ?? StorageFailure.Find(exception)) is { } refusal)
{
    await Console.Error.WriteLineAsync($"MlWorkbench cannot start: {refusal.Message}");
    return 3;
}
catch (InvalidOperationException exception) when (exception.Source == "Microsoft.Extensions.Configuration.Binder")
{
    await Console.Error.WriteLineAsync($"MlWorkbench cannot start: {exception.Message} Correct the setting. The configuration guide lists the values of each.");
    return 3;
}

/// <summary>The entry point, visible to tests of the real pipeline.</summary>
public partial class Program;
