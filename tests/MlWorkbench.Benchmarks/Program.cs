using BenchmarkDotNet.Running;
using MlWorkbench.Benchmarks.Audit;
using MlWorkbench.Benchmarks.Batch;
using MlWorkbench.Benchmarks.Import;
using MlWorkbench.Benchmarks.Lists;
using MlWorkbench.Benchmarks.Quality;
using MlWorkbench.Benchmarks.Scoring;
using MlWorkbench.Benchmarks.Serving;
using MlWorkbench.Engine.Experiments.LightGbm;

if (args is ["quality", .. var arguments])
{
    NativeThreads.Prepare();
    return QualityBenchmark.Run(QualityOptions.Parse(arguments));
}

if (args is ["import", .. var size])
{
    return await ImportBenchmark.RunAsync(size);
}

if (args is ["batch", .. var scored])
{
    return await BatchBenchmark.RunAsync(scored);
}

if (args is ["lists", .. var amounts])
{
    return await ListBenchmark.RunAsync(amounts);
}

if (args is ["audit", .. var length])
{
    return await AuditBenchmark.RunAsync(length);
}

if (args is ["serving", .. var builds])
{
    return await ServingBenchmark.RunAsync(builds);
}

if (args is ["log", .. var predictions])
{
    return await LogBenchmark.RunAsync(predictions);
}

if (args is ["site", .. var settings])
{
    return await SiteWithConstant.RunAsync(settings);
}

BenchmarkSwitcher.FromAssembly(typeof(ScoringBenchmark).Assembly).Run(args);
return 0;
