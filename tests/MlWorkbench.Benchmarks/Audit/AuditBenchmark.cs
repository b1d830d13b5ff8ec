using System.Diagnostics;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Testing;

namespace MlWorkbench.Benchmarks.Audit;

/// <summary>Times the verification of a long audit trail.</summary>
internal static class AuditBenchmark
{
    /// <param name="arguments">Number of entries. If omitted, 1,000,000.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var entries = arguments.Length > 0 ? int.Parse(arguments[0], null) : 1_000_000;
        await using var workbench = await TestWorkbench.StartAsync();
        await new ManyAuditEntries(workbench.Services).PlantAsync(entries);
        var watch = Stopwatch.StartNew();
        var found = await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, CancellationToken.None);
        Console.WriteLine($"{found.Entries:N0} entries verified in {watch.Elapsed.TotalSeconds:0.0} s; whole: {found.IsWhole}");
        return found.IsWhole ? 0 : 1;
    }
}
