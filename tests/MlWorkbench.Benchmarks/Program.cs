using BenchmarkDotNet.Running;
using MlWorkbench.Benchmarks.Import;
using MlWorkbench.Benchmarks.Quality;
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

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
