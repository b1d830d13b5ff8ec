# Makes the golden numbers of DriftTestsTests: scipy 1.10, numpy 1.24; definitions as in Evidently 0.7.21 written out.
import numpy as np
from scipy import stats
from scipy.spatial import distance


def reference(n):
    i = np.arange(n)
    return (i * 37 % 101) / 10 + (i * i % 17) / 7


def current(n):
    i = np.arange(n)
    return (i * 41 % 103) / 9 + (i * i % 13) / 5


def bins(ref, cur, fill):
    if len(np.unique(ref)) > 20:
        edges = np.histogram_bin_edges(np.concatenate([ref, cur]), bins="sturges")
        r, c = np.histogram(ref, edges)[0] / len(ref), np.histogram(cur, edges)[0] / len(cur)
    else:
        keys = sorted(set(ref) | set(cur))
        r, c = np.array([np.mean(ref == k) for k in keys]), np.array([np.mean(cur == k) for k in keys])
    if fill:
        for p in (r, c):
            low = p[p > 0].min()
            p[p == 0] = low / 1e6 if low <= 0.0001 else 0.0001
    return r, c


def hellinger(ref, cur):
    edges = np.histogram_bin_edges(np.unique(np.concatenate([ref, cur])), bins="sturges")
    h1, h2 = np.histogram(ref, edges, density=True)[0], np.histogram(cur, edges, density=True)[0]
    return np.sqrt(1 - np.clip(np.sum(np.sqrt(h1 * h2)) * (edges[1] - edges[0]), 0, 1))


for n, m in ((300, 280), (40, 40), (1000, 9000), (1000, 20000), (100, 20000), (3000, 4096)):
    ref, cur = reference(n), current(m)
    print(n, m)
    print("  ks", stats.ks_2samp(ref, cur).pvalue, "moved back", stats.ks_2samp(ref, cur - 0.7).pvalue)
    print("  wasserstein", stats.wasserstein_distance(ref, cur) / max(np.std(ref), 0.001))
    r, c = bins(ref, cur, False)
    print("  jensenshannon", distance.jensenshannon(r, c))
    r, c = bins(ref, cur, True)
    print("  psi", np.sum((r - c) * np.log(r / c)), "kl_div", stats.entropy(r, c), "hellinger", hellinger(ref, cur))

ref, cur = np.floor(reference(300) % 4), np.floor(current(280) % 4)
r, c = np.unique(ref, return_counts=True)[1], np.unique(cur, return_counts=True)[1]
print("four levels", r, c, "chisquare", stats.chisquare(c, r * len(cur) / len(ref)).pvalue)
print("  jensenshannon", distance.jensenshannon(r / 300, c / 280), "hellinger", np.sqrt(1 - np.sum(np.sqrt(r / 300 * c / 280))))
p1, p2 = 120 / 300, 150 / 280
p = 270 / 580
print("z", 2 * (1 - stats.norm.cdf(abs(p1 - p2) / np.sqrt(p * (1 - p) * (1 / 300 + 1 / 280)))))
r, c = np.array([50, 30, 20, 0]) / 100, np.array([10, 30, 20, 40]) / 100
r, c = np.where(r == 0, 0.0001, r), np.where(c == 0, 0.0001, c)
print("new level", distance.jensenshannon([.5, .3, .2, 0], [.1, .3, .2, .4]), "psi", np.sum((r - c) * np.log(r / c)), "kl_div", stats.entropy(r, c))
