using System.Globalization;
using MlWorkbench.Reliability;

// reliability [rounds] [seed] [scenario], or: reliability backups [minutes], or: reliability fuzz [minutes] [seed]
using var stopped = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stopped.Cancel();
};
if (args is ["backups", ..])
{
    return await BackupRun.RunAsync(TimeSpan.FromMinutes(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 10), stopped.Token);
}

if (args is ["fuzz", ..])
{
    return await FuzzRounds.RunAsync(args[1..]);
}

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
// Killing a start is cheap, killing a search is expensive.
(Func<Scenario> Make, double Share)[] scenarios =
[
    (() => new FirstStartScenario(), 0.2),
    (() => new UploadScenario(), 0.25),
    (() => new PromotionScenario(), 0.25),
    (() => new PredictionScenario(waits: false), 0.1),
    (() => new PredictionScenario(waits: true), 0.1),
    (() => new SearchScenario(), 0.1),
];
var results = new List<KillResult>();
foreach (var (make, share) in scenarios)
{
    var scenario = make();
    if (args.Length <= 2 || string.Equals(scenario.Name, args[2], StringComparison.Ordinal))
    {
        results.Add(await KillRounds.RunAsync(scenario, Math.Max(1, (int)(rounds * share)), seed, stopped.Token));
    }
}

Console.WriteLine();
Console.WriteLine("| Killed during | Rounds | Acknowledged | Kept | Slowest start, s | Faults |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (var result in results)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {result.Scenario} | {result.Rounds} | {result.Acknowledged} | {result.Kept} | {result.SlowestStart.TotalSeconds:0.0} | {result.Faults.Count} |"));
}

foreach (var fault in results.SelectMany(result => result.Faults))
{
    Console.WriteLine(fault);
}

return results.All(result => result.Faults.Count == 0) ? 0 : 1;
