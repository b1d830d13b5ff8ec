using MlWorkbench.Application;
using MlWorkbench.Web.Hosting;

try
{
    await using var app = WorkbenchHost.Build(args);
    await WorkbenchHost.PrepareAsync(app, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (WorkbenchException exception)
{
    await Console.Error.WriteLineAsync($"MlWorkbench cannot start: {exception.Message}");
    return 3;
}

/// <summary>The entry point, visible to tests of the real pipeline.</summary>
public partial class Program;
