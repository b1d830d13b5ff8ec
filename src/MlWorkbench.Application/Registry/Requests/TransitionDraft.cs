using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>An allowed transition with its evidence, before it is requested.</summary>
internal sealed record TransitionDraft(ModelVersion Version, Stage To, Guid? ChampionId, TransitionEvidence Evidence);
