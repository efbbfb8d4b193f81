"""Learn to read handwritten digits with a network written in plain NumPy.

The data are the 1,797 images of 8 x 8 pixels that scikit-learn ships. ``make demo`` runs this.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tqdm import tqdm

from autodiff import Variable, no_grad

if TYPE_CHECKING:
    import numpy.typing as npt

Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]
WANTED_ACCURACY = 0.96


@dataclass
class Network:
    """Two layers of weights, ``tanh`` between them."""

    w1: Variable[np.float64, tuple[int, int]]
    b1: Variable[np.float64, tuple[int]]
    w2: Variable[np.float64, tuple[int, int]]
    b2: Variable[np.float64, tuple[int]]

    @classmethod
    def random(cls, sizes: tuple[int, int, int], rng: np.random.Generator) -> Network:
        """Return a network with weights drawn so that signals keep their scale."""
        n, h, m = sizes
        return cls(
            Variable(rng.normal(size=(n, h)) / np.sqrt(n), "w1"),
            Variable(np.zeros(h), "b1"),
            Variable(rng.normal(size=(h, m)) / np.sqrt(h), "w2"),
            Variable(np.zeros(m), "b2"),
        )

    def parameters(self) -> list[Variable[np.float64]]:
        """Return what is learned."""
        return [self.w1, self.b1, self.w2, self.b2]

    def scores(self, x: Floats) -> Variable[np.float64]:
        """Return ten scores an image."""
        hidden: Variable[np.float64] = np.tanh(x @ self.w1 + self.b1)
        return hidden @ self.w2 + self.b2


def cross_entropy(scores: Any, digits: npt.NDArray[np.int64]) -> Variable[np.float64]:
    """Return the mean of ``-log p(digit)``, with the maximum taken out so that exp stays finite."""
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    loss: Variable[np.float64] = -np.mean(log_p[np.arange(len(digits)), digits])
    return loss


@no_grad()
def predict(network: Network, x: Floats) -> npt.NDArray[np.intp]:
    """Return the digit with the highest score for each image."""
    digits: npt.NDArray[np.intp] = np.argmax(network.scores(x).data, axis=1)
    return digits


class Momentum:
    """Gradient descent with momentum (Polyak 1964) on the arrays of the parameters."""

    def __init__(self, parameters: list[Variable[np.float64]], rate: float, decay: float) -> None:
        self.parameters = parameters
        self.rate = rate
        self.decay = decay
        self.velocity: list[npt.NDArray[np.float64]] = [np.zeros(p.shape) for p in parameters]

    def step(self) -> None:
        """Move every parameter and forget its gradient."""
        for i, p in enumerate(self.parameters):
            if p.grad is not None:
                self.velocity[i] = self.decay * self.velocity[i] - self.rate * p.grad
                p.data = p.data + self.velocity[i]
                p.cleargrad()


def draw(
    curve: list[tuple[float, float]],
    images: Floats,
    digits: npt.NDArray[np.int64],
    predictions: npt.NDArray[np.intp],
    path: Path,
) -> None:
    """Save the curve of (loss, accuracy) and some held-out predictions as one picture."""
    losses, accuracies = np.transpose(curve)
    figure = Figure(figsize=(8, 5.6), layout="constrained")
    grid = figure.add_gridspec(3, 10, height_ratios=(3.2, 1, 1))
    left = figure.add_subplot(grid[0, :])
    epochs = np.arange(1, len(curve) + 1)
    left.plot(epochs, losses, color="#33658a", label="training loss")
    left.set_yscale("log")
    left.set_xlabel("epoch")
    left.set_ylabel("cross-entropy", color="#33658a")
    right = left.twinx()
    right.plot(epochs, 100 * accuracies, color="#d1495b", label="held-out accuracy")
    right.set_ylim(80, 100.5)
    right.set_ylabel("held-out accuracy in %", color="#d1495b")
    left.set_title(f"{100 * accuracies[-1]:.1f} % of the held-out digits are read right")
    wrong = np.flatnonzero(predictions != digits)[:5]
    right_ones = np.flatnonzero(predictions == digits)[: 20 - len(wrong)]
    for place, i in enumerate([*right_ones, *wrong]):
        axes = figure.add_subplot(grid[1 + place // 10, place % 10])
        axes.imshow(images[i].reshape(8, 8), cmap="gray_r")
        axes.set_axis_off()
        good = predictions[i] == digits[i]
        text = f"{predictions[i]}" if good else f"{predictions[i]}, is {digits[i]}"
        axes.set_title(text, fontsize=10, color="#2e7d4f" if good else "#c1121f")
    figure.savefig(path, dpi=110)


def train(epochs: int, output: Path) -> float:
    """Train, draw, and return the share of held-out images that are read right."""
    rng = np.random.default_rng(0)
    images, digits = load_digits(return_X_y=True)
    x, x_held, t, t_held = train_test_split(
        images / 16.0, digits, test_size=0.25, stratify=digits, random_state=0
    )
    network = Network.random((64, 128, 10), rng)
    optimizer = Momentum(network.parameters(), rate=0.05, decay=0.9)
    curve: list[tuple[float, float]] = []
    with tqdm(range(epochs), desc="training", unit="epoch") as bar:
        for _ in bar:
            order = rng.permutation(len(x))
            total = 0.0
            for batch in np.array_split(order, len(x) // 32):
                loss = cross_entropy(network.scores(x[batch]), t[batch])
                loss.backward()
                optimizer.step()
                total += loss.item() * len(batch)
            accuracy = float(np.mean(predict(network, x_held) == t_held))
            curve.append((total / len(x), accuracy))
            bar.set_postfix(loss=f"{curve[-1][0]:.4f}", held_out=f"{accuracy:.3f}")
    draw(curve, x_held, t_held, predict(network, x_held), output)
    accuracy = curve[-1][1]
    print(f"held-out accuracy: {accuracy:.4f} on {len(t_held)} images")
    print(f"picture: {output}")
    return accuracy


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; exit 1 if the network has not learned."""
    parser = argparse.ArgumentParser(description="Learn to read handwritten digits.")
    parser.add_argument("--epochs", type=int, default=40, help="passes over the data (40)")
    parser.add_argument("--output", type=Path, default=Path("digits.png"), help="the picture")
    options = parser.parse_args(arguments)
    return 0 if train(options.epochs, options.output) >= WANTED_ACCURACY else 1


if __name__ == "__main__":
    sys.exit(main())
